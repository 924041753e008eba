export type { AgentEvent, AgentReply, AgentTurnEvent } from "./agent-event.ts";
export {
  type PausableHandlerOptions,
  type Paused,
  type PauseFor,
  pausableHandler,
  pause,
  type Turn,
} from "./pausable-handler.ts";
