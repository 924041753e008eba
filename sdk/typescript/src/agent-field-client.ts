import { SaysoClient } from "./sayso-client.ts";

/** {@link SaysoClient} under the name that users of Agentfield know. */
export const AgentFieldClient = SaysoClient;

/** {@link SaysoClient} under the name that users of Agentfield know. */
export type AgentFieldClient = SaysoClient;
