import { Agent, SaysoClient } from "@sayso/sdk";
import { configuredModel } from "./configured-model.ts";
import { reportProblem } from "./report-problem.ts";

/** The agent of this example. `SAYSO_SERVER_URL` and `SAYSO_API_KEY` say where its server is; see configured-model.ts for its model. */
export const agent = new Agent("claim-processor", {
  client: new SaysoClient({ onProblem: reportProblem }),
  model: await configuredModel(),
  onProblem: reportProblem,
});
