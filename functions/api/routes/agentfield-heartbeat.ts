import { anyQuery } from "../../schemas/queries.ts";
import { route } from "../route.ts";

/** Comes every two seconds from each agent: it asks nobody who they are, so that there is nothing to look up. */
export const agentfieldHeartbeatRoute = route({
  method: "POST",
  path: "/api/v1/nodes/{node}/heartbeat",
  operationId: "agentfieldHeartbeat",
  summary: "Agentfield's clients: an agent is alive. Nothing is kept of it.",
  callers: ["anonymous"],
  query: anyQuery,
  replies: { 200: null },
  handle: async () => ({ status: 200, body: { status: "ok" } }),
});
