import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { callbackResumer } from "../functions/adapters/https/callback-resumer.ts";
import { outgoingGuard } from "../functions/adapters/https/outgoing-guard.ts";
import { ed25519Signer } from "../functions/adapters/node/ed25519-signer.ts";
import { hmacLinkSigner } from "../functions/adapters/node/hmac-link-signer.ts";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";
import { openSqliteStores } from "../functions/adapters/sqlite/sqlite-stores.ts";
import { createApi } from "../functions/api/api.ts";
import { createRateLimit, type Rates } from "../functions/api/rate-limit.ts";
import { allRoutes } from "../functions/api/routes/all-routes.ts";
import type { StaticFile } from "../functions/api/routes/pages.ts";
import type { Clock, Log } from "../functions/ports/environment.ts";
import type { People } from "../functions/ports/people.ts";
import type { SignIn } from "../functions/ports/sign-in.ts";
import { addApiKey } from "../functions/use-cases/api-keys.ts";
import type { Deps } from "../functions/use-cases/deps.ts";
import { readContent } from "../functions/use-cases/read-approval.ts";
import { adminSignIn } from "./admin-sign-in.ts";
import { Afterwork } from "./afterwork.ts";
import { startCountingLoop } from "./counting-loop.ts";
import { loadCredentials } from "./credentials.ts";
import type { Environment } from "./environment.ts";
import { createHttpServer } from "./http-server.ts";
import { startOutboxLoop } from "./outbox-loop.ts";
import { ResumeWorker } from "./resume-worker.ts";
import { startTimerLoop } from "./timer-loop.ts";
import { WaitingRoom } from "./waiting-room.ts";

export interface LocalOptions {
  readonly environment: Pick<Environment, "port" | "data" | "publicUrl" | "apiKey" | "adminToken">;
  readonly files: Readonly<Record<string, StaticFile>>;
  readonly log: Log;
  readonly clock?: Clock;
  readonly rates?: Rates;
  /** @default - one person, by the admin token */
  readonly people?: People;
  /** @default - by the link that is printed */
  readonly signIn?: SignIn;
}

/** Agents on the same machine may be called back. */
const ownMachine = ["127.0.0.1", "localhost", "[::1]"];

/** A whole deployment in this process: the use cases that run on AWS, over one SQLite file. */
export async function startSayso(options: LocalOptions) {
  const { environment, files, log, rates, signIn = null, clock = { now: Date.now } } = options;
  const { port, data, publicUrl, apiKey, adminToken } = environment;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const { outbox, sessions, close, ...stores } = openSqliteStores(join(data, "sayso.db"));
  const credentials = loadCredentials(data, { ...(apiKey && { apiKey }), ...(adminToken && { adminToken }) });
  const waitingRoom = new WaitingRoom(clock.now);
  const resumeWorker = new ResumeWorker();
  const signer = ed25519Signer(async () => [Buffer.from(credentials.signingKey, "base64url")]);
  const outgoing = outgoingGuard(ownMachine);
  const readContentOf = (id: string) => readContent(stores, id);
  const { sha256 } = nodeCrypto;
  const admin = adminSignIn({ adminToken: credentials.adminToken, sessions, clock });
  const deps: Deps = {
    ...stores,
    waits: waitingRoom,
    resumeQueue: resumeWorker,
    resumers: {
      callback: callbackResumer({ guard: outgoing, signer, clock, sha256, readContent: readContentOf }),
    },
    publisher: { publish: async ({ type, data }) => log.info(type, { approvalRequestId: data.approvalRequestId }) },
    signer,
    signIn,
    linkSignIn: signIn === null ? admin.linkSignIn : null,
    outgoing,
    links: hmacLinkSigner(credentials.linkKey),
    clock,
    crypto: nodeCrypto,
    log,
    settings: {
      publicUrl,
      defaultReviewers: ["admin"],
      allowSelfApproval: true,
      requireInitiatedBy: false,
      resumeKinds: ["poll", "callback"],
      startGraceMs: null,
      resumeGraceMs: 5_000,
      resumeLeaseMs: 30_000,
    },
  };
  await addApiKey(deps, credentials.apiKey, { agent: null, description: "made by local mode" });
  const limit = createRateLimit(clock, nodeCrypto.sha256, rates);
  const people = options.people ?? admin.people;
  const api = createApi({ app: deps, people, routes: allRoutes(files), limit });
  const afterwork = new Afterwork(log);
  const server = createHttpServer({ api, waitingRoom, afterwork, clock, log });
  try {
    await listen(server, port);
  } catch (error) {
    waitingRoom.close();
    close();
    throw error;
  }
  resumeWorker.start(deps);
  const loops = [startOutboxLoop(deps, outbox), startCountingLoop(deps, outbox), startTimerLoop(deps), resumeWorker];
  return {
    credentials,
    /** Signs a browser in, once. */
    signInLink: `${publicUrl}/#${admin.linkToken}`,
    deps,
    port: (server.address() as { port: number }).port,
    stop: async () => {
      waitingRoom.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      });
      await Promise.all([afterwork.finish(), ...loops.map((loop) => loop.stop())]);
      close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", 4096, () => resolve());
  });
}
