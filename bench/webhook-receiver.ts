import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer, type Socket } from "node:net";
import { monotonicMs } from "./monotonic.ts";

/** Answers every message at once, and notes what arrived where and when (`monotonicMs`). */
export async function startReceiver(note: (path: string, approvalRequestId: string, atMs: number) => void) {
  const server = createServer(async (request, response) => {
    const atMs = monotonicMs();
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    response.writeHead(204).end();
    note(request.url ?? "", JSON.parse(body).data.approvalRequestId, atMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 4_096, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Takes every connection and never says a word: the worst kind of dead. */
export async function startDeadReceiver() {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 4_096, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
