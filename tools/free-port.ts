import { createServer } from "node:net";

/**
 * Below those that systems give to whoever asks for any, of which one may be gone again before its server has started,
 * or while it is being started anew.
 */
const [first, count] = [20_000, 12_000];
/** Each process goes through them from a place of its own, and gives none twice. */
let given = Math.floor(Math.random() * count);

/** A port of the loopback address that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = first + (given++ % count);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error("no free port");
}
