import { agentfieldRequestRoute, agentfieldStatusRoute } from "../api/routes/agentfield-approvals.ts";
import {
  agentfieldExecutionRoute,
  agentfieldNoteRoute,
  agentfieldRegisterRoute,
} from "../api/routes/agentfield-executions.ts";
import { cancelApprovalRoute, listApprovalsRoute } from "../api/routes/approvals.ts";
import { addNoteRoute, getExecutionRoute, listExecutionsRoute, putExecutionRoute } from "../api/routes/executions.ts";
import { requestApprovalRoute } from "../api/routes/request-approval.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import type { Waits } from "../ports/effects.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";

const environment = parseEnvironment(environments["agent-api"], process.env);

/** A cancelled wait needs no haste: the stream of the audit table wakes it. */
const wokenByTheStream: Waits = { start: async () => "waiting", wake: async () => {} };

/** What agents do, by API key, or under `/iam` by their role. */
export const handler = apiHandler({
  deps: awsDeps(environment, { waits: wokenByTheStream }),
  routes: [
    requestApprovalRoute,
    listApprovalsRoute,
    cancelApprovalRoute,
    putExecutionRoute,
    addNoteRoute,
    listExecutionsRoute,
    getExecutionRoute,
    agentfieldRequestRoute,
    agentfieldStatusRoute,
    agentfieldNoteRoute,
    agentfieldExecutionRoute,
    agentfieldRegisterRoute,
  ],
});
