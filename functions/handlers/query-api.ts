import { listApprovalsRoute } from "../api/routes/approvals.ts";
import { approvalAuditRoute, queryAuditRoute } from "../api/routes/audit.ts";
import { getExecutionRoute, listExecutionsRoute } from "../api/routes/executions.ts";
import { getStatsRoute } from "../api/routes/stats.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsPeople } from "../composition/aws-people.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";

const environment = parseEnvironment(environments["query-api"], process.env);

/** What is looked up: lists, executions, the audit trail and its export, statistics. */
export const handler = apiHandler({
  deps: awsDeps(environment),
  people: awsPeople(environment),
  routes: [
    listApprovalsRoute,
    listExecutionsRoute,
    getExecutionRoute,
    queryAuditRoute,
    approvalAuditRoute,
    getStatsRoute,
  ],
});
