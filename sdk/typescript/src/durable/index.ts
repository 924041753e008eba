export { type DurableAgentOptions, durableAgent } from "./durable-agent.ts";
export type { DurableModelQuestion, DurablePauseRequest, DurableRun, DurableWaitOptions } from "./durable-run.ts";
