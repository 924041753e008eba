import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  /** Such as `SendTaskSuccess`. */
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
}

/** Stands in for Step Functions, SQS, EventBridge, KMS and SSM: writes down what they are asked, and agrees to all of it. */
export async function startAwsDouble() {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const action = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const input = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
    asked.push({ action, input });
    response.setHeader("content-type", String(request.headers["content-type"]));
    response.end(JSON.stringify(answers[action]?.(input) ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What was asked since the last call of this. */
    take: () => asked.splice(0),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answers: Readonly<Record<string, (input: Record<string, string>) => object>> = {
  SendMessage: ({ MessageBody = "" }) => ({
    MessageId: "message",
    MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
  }),
  PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: "event" }] }),
  StartExecution: () => ({ executionArn: "arn:aws:states:us-east-1:123456789012:execution:Wait:x", startDate: 0 }),
  GenerateMac: () => ({ Mac: Buffer.alloc(32, 7).toString("base64") }),
  // Without a token Slack itself is never called.
  GetParameter: () => ({ Parameter: { Value: "{}" } }),
};
