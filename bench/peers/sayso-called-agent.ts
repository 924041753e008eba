import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { SaysoClient, verifyCallback } from "@sayso/sdk";

// An agent that keeps nothing while it waits: it asks under each id that it reads, with its own address to be called
// back at, and tells when the code behind has gone on, which is after the call's signature has held.
const client = new SaysoClient({});
const answer = await fetch(`${client.serverUrl}/v1/keys`);
const published = (await answer.json()) as { keys: { publicKey: string }[] };
const keys = published.keys.map(({ publicKey }) => publicKey);

const server = createServer(async (request, response) => {
  const result = verifyCallback({ headers: request.headers, body: await text(request), keys });
  process.stdout.write(`${result.approvalRequestId} ${process.hrtime.bigint()}\n`);
  response.writeHead(204).end();
}).listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/resume`;

async function ask(approvalRequestId: string): Promise<void> {
  await client.requestApproval({
    approvalRequestId,
    title: "Pay claim 42",
    context: "The claimant lost a **suitcase**.",
    action: { name: "pay_claim", arguments: { claimId: "42", amount: 71_610 } },
    resume: { kind: "callback", url },
  });
  process.stdout.write(`pending ${approvalRequestId}\n`);
}

createInterface({ input: process.stdin })
  .on("line", (id) => void ask(id).catch((cause) => process.stderr.write(`${id}: ${cause}\n`)))
  .once("close", () => process.exit(0));
