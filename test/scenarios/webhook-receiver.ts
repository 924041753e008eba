import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Told {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every type
  readonly event: any;
  /** `performance.now` of the arrival. */
  readonly at: number;
}

/** A receiver on this machine. `answer` says with which status, given how often it has heard of this message before. */
export async function startWebhookReceiver(answer: (told: Told, times: number) => number | undefined = () => 204) {
  const told: Told[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    const one = {
      headers: request.headers as Record<string, string>,
      ...{ body, event: JSON.parse(body), at: performance.now() },
    };
    const times = told.filter(({ headers }) => headers["webhook-id"] === one.headers["webhook-id"]).length;
    told.push(one);
    const status = answer(one, times);
    // Undefined: it hangs.
    if (status !== undefined) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    told,
    /** What it was told of one approval. */
    of: (approvalRequestId: string) => told.filter(({ event }) => event.data.approvalRequestId === approvalRequestId),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
