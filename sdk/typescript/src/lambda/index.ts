export { type PausableHandlerOptions, type Paused, pausableHandler, pause, type Turn } from "./pausable-handler.ts";
