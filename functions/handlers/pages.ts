import { agentfieldHeartbeatRoute } from "../api/routes/agentfield-heartbeat.ts";
import { pageRoutes } from "../api/routes/pages.ts";
import { absent } from "../composition/absent.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { builtPages } from "../composition/built-pages.ts";

/** The pages and the OpenAPI document: the same for everyone, so it needs no data; and the heartbeats of
 * Agentfield's clients, of which none is kept. */
export const handler = apiHandler({
  deps: absent("data"),
  routes: [...pageRoutes(builtPages()), agentfieldHeartbeatRoute],
});
