import { SaysoClient } from "@sayso/sdk";
import type { AgentCalls } from "./agent.ts";
import { monotonicMs } from "./monotonic.ts";

/** The agent's side of the benchmarks, a process of its own: pauses through the SDK and notes when its code runs again. */
const clients = new Map<string, SaysoClient>();
const resumedMs = new Map<string, Promise<number>>();
let underWay = 0;

const countingFetch: typeof fetch = async (...call) => {
  underWay++;
  try {
    return await fetch(...call);
  } finally {
    underWay--;
  }
};

function clientOf(serverUrl: string): SaysoClient {
  const client = clients.get(serverUrl) ?? new SaysoClient({ serverUrl, fetch: countingFetch });
  clients.set(serverUrl, client);
  return client;
}

/** Resolves to when the pause was registered; its end is looked up later. */
function pause(client: SaysoClient, approvalRequestId: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = {
      approvalRequestId,
      title: "Pay claim 42",
      context: "The claimant lost a **suitcase**.",
      action: { name: "pay_claim", arguments: { claimId: "42", amount: 71_610 } },
      onPending: () => resolve(monotonicMs()),
    };
    const resumed = client.pause(request).then(() => monotonicMs());
    resumed.catch(reject);
    resumedMs.set(approvalRequestId, resumed);
  });
}

const calls: AgentCalls = {
  pause: async ({ serverUrl, ids }) => {
    const client = clientOf(serverUrl);
    const startedMs = monotonicMs();
    return { startedMs, registeredMs: await Promise.all(ids.map((id) => pause(client, id))) };
  },
  resumed: async ({ ids }) => {
    const times = await Promise.all(
      ids.map((id) => resumedMs.get(id) ?? Promise.reject(new Error(`${id} never paused`))),
    );
    for (const id of ids) resumedMs.delete(id);
    return times;
  },
  underWay: async () => underWay,
};

process.on("message", async ({ number, name, input }: { number: number; name: keyof AgentCalls; input: never }) => {
  try {
    process.send?.({ number, output: await calls[name](input) });
  } catch (cause) {
    process.send?.({ number, error: String(cause) });
  }
});
process.once("disconnect", () => process.exit(0));
