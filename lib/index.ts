export { DurableAgent, type DurableAgentProps } from "./durable-agent.ts";
export type { ExistingTables } from "./existing-tables.ts";
export type { OidcIssuer } from "./oidc-issuer.ts";
export { PausableAgent, type PausableAgentProps } from "./pausable-agent.ts";
export type { ReviewerProps } from "./reviewer-props.ts";
export { Sayso } from "./sayso.ts";
export type { SaysoProps } from "./sayso-props.ts";
export { SaysoStack, type SaysoStackProps } from "./sayso-stack.ts";
