import type {
  CheckpointDurableExecutionRequest,
  CheckpointDurableExecutionResponse,
  DurableExecutionClient,
} from "@aws/durable-execution-sdk-js";
import { MockLanguageModelV4 } from "ai/test";
import { durableAgent } from "../../../sdk/typescript/src/durable/index.ts";
import { SaysoClient } from "../../../sdk/typescript/src/index.ts";
import { DeliveryDouble } from "./delivery-double.ts";

// One invocation of a durable function as a process of its own: the event comes as an argument, the outcome is printed.
const { CHECKPOINTS: checkpoints = "" } = process.env;

async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${checkpoints}${path}`, { method: "POST", body: JSON.stringify(body) });
  return (await response.json()) as Answer;
}

const durableExecutionClient: DurableExecutionClient = {
  checkpoint: (request: CheckpointDurableExecutionRequest) =>
    post<CheckpointDurableExecutionResponse>("/checkpoint", request),
  getExecutionState: async () => {
    throw new Error("The event holds the whole state");
  },
};

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const model = new MockLanguageModelV4({
  doGenerate: async () => {
    await post("/model", {});
    const finishReason = { unified: "stop", raw: "stop" } as const;
    return { content: [{ type: "text", text: "risky" }], finishReason, usage, warnings: [] };
  },
});

const handler = durableAgent(
  "claim-processor",
  async (app, claim: { id: string }) => {
    const assessment = await app.ai({ user: `Claim ${claim.id}` });
    await app.note(`Assessed: ${assessment}`);
    const result = await app.pause({ approvalRequestId: `claim-${claim.id}`, context: assessment });
    await app.note(`Decided: ${result.decision}`);
    return { assessment, decision: result.decision, feedback: result.feedback };
  },
  { client: new SaysoClient({ fetch: new DeliveryDouble().fetch }), model, durable: { durableExecutionClient } },
);

const lambdaContext = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 60_000 };
const outcome = await handler(JSON.parse(process.argv[2] ?? ""), lambdaContext as Parameters<typeof handler>[1]);
process.stdout.write(JSON.stringify(outcome));
