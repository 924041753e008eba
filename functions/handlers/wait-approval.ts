import { getApprovalRoute } from "../api/routes/approvals.ts";
import { apiHandler } from "../composition/api-handler.ts";
import { awsDeps } from "../composition/aws-deps.ts";
import { awsPeople } from "../composition/aws-people.ts";
import { clock } from "../composition/runtime.ts";
import { environments, parseEnvironment } from "../schemas/environment.ts";

const environment = parseEnvironment(environments["wait-approval"], process.env);
const deps = awsDeps(environment);

/** API Gateway gives up after 29 s. */
const maxHoldMs = 20_000;
const lookEveryMs = 1_000;

/** One approval, at once or when it has ended. Waiting here costs compute: pushed ways of resuming do not. */
export const handler = apiHandler({
  deps,
  people: awsPeople(environment),
  routes: [getApprovalRoute],
  hold: async ({ approvalRequestId, waitMs }) => {
    const until = clock.now() + Math.min(waitMs, maxHoldMs);
    while (clock.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(lookEveryMs, Math.max(1, until - clock.now()))));
      if ((await deps.approvals.load(approvalRequestId))?.status !== "pending") return;
    }
  },
});
