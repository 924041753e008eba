import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { callbackResumer } from "../functions/adapters/https/callback-resumer.ts";
import { outgoingGuard } from "../functions/adapters/https/outgoing-guard.ts";
import { httpsWebhookPost } from "../functions/adapters/https/webhook-post.ts";
import { ed25519Signer } from "../functions/adapters/node/ed25519-signer.ts";
import { hmacLinkSigner } from "../functions/adapters/node/hmac-link-signer.ts";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";
import { openSqliteStores } from "../functions/adapters/sqlite/sqlite-stores.ts";
import { createApi } from "../functions/api/api.ts";
import { createRateLimit, type Rates } from "../functions/api/rate-limit.ts";
import { allRoutes } from "../functions/api/routes/all-routes.ts";
import type { StaticFile } from "../functions/api/routes/pages.ts";
import type { ReviewerEntry } from "../functions/core/reviewer-entry.ts";
import type { Clock, Log } from "../functions/ports/environment.ts";
import type { People } from "../functions/ports/people.ts";
import type { SignIn } from "../functions/ports/sign-in.ts";
import { addApiKey } from "../functions/use-cases/api-keys.ts";
import type { Deps, Settings } from "../functions/use-cases/deps.ts";
import { channelSender } from "../functions/use-cases/notify-reviewer.ts";
import { readContent } from "../functions/use-cases/read-approval.ts";
import { configuredReviewers } from "../functions/use-cases/reviewers.ts";
import { fanOut, webhookSender } from "../functions/use-cases/webhook-deliveries.ts";
import { adminSignIn } from "./admin-sign-in.ts";
import { Afterwork } from "./afterwork.ts";
import { type LocalChannels, localChannels, localSlackApp } from "./channels.ts";
import { startCountingLoop } from "./counting-loop.ts";
import { loadCredentials } from "./credentials.ts";
import { startDeliveryLoop } from "./delivery-loop.ts";
import { DeliveryWorker } from "./delivery-worker.ts";
import type { Environment } from "./environment.ts";
import { createHttpServer } from "./http-server.ts";
import { startOutboxLoop } from "./outbox-loop.ts";
import { ResumeWorker } from "./resume-worker.ts";
import { SlackWorker } from "./slack-worker.ts";
import { startTimerLoop } from "./timer-loop.ts";
import { WaitingRoom } from "./waiting-room.ts";
import { withoutNotRecorded } from "./without-not-recorded.ts";

export interface LocalOptions {
  readonly environment: Pick<Environment, "port" | "data" | "publicUrl" | "apiKey" | "adminToken">;
  /** @default - nobody is told of anything */
  readonly channels?: LocalChannels;
  /** Entries of the directory that nobody changes through the API. @default - none */
  readonly reviewers?: readonly ReviewerEntry[];
  readonly files: Readonly<Record<string, StaticFile>>;
  readonly log: Log;
  readonly clock?: Clock;
  readonly rates?: Rates;
  /** @default - one person, by the admin token */
  readonly people?: People;
  /** @default - by the link that is printed */
  readonly signIn?: SignIn;
}

/** Agents on the same machine may be called back, and webhooks lead there. */
const ownMachine = ["127.0.0.1", "localhost", "[::1]"];

/** A whole deployment in this process: the use cases that run on AWS, over one SQLite file. */
export async function startSayso(options: LocalOptions) {
  const { environment, files, rates, signIn = null, clock = { now: Date.now } } = options;
  const log = withoutNotRecorded(options.log);
  const { port, data, publicUrl, apiKey, adminToken } = environment;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const { outbox, pruneDeliveries, slackTasks, sessions, disk, close, ...sqlite } = openSqliteStores(
    join(data, "sayso.db"),
  );
  const stores = { ...sqlite, reviewers: configuredReviewers(options.reviewers ?? [], sqlite.reviewers) };
  const credentials = loadCredentials(data, { ...(apiKey && { apiKey }), ...(adminToken && { adminToken }) });
  const waitingRoom = new WaitingRoom(clock.now);
  const resumeWorker = new ResumeWorker();
  const deliveryWorker = new DeliveryWorker();
  const slackWorker = new SlackWorker(slackTasks);
  const signer = ed25519Signer(async () => [Buffer.from(credentials.signingKey, "base64url")]);
  const outgoing = outgoingGuard(ownMachine);
  const readContentOf = (id: string) => readContent(stores, id);
  const { channels = { secrets: {} } } = options;
  const around = { guard: outgoing, clock, publicUrl };
  const { sha256 } = nodeCrypto;
  const links = hmacLinkSigner(credentials.linkKey);
  const settings: Settings = {
    publicUrl,
    defaultReviewers: ["admin"],
    allowSelfApproval: true,
    requireInitiatedBy: false,
    resumeKinds: ["poll", "callback"],
    startGraceMs: null,
    resumeGraceMs: 5_000,
    resumeLeaseMs: 30_000,
    deliveryGraceMs: 30_000,
    deliveryLeaseMs: 30_000,
    longestQueueDelayMs: 0,
  };
  const admin = adminSignIn({ adminToken: credentials.adminToken, sessions, clock });
  const deps: Deps = {
    ...stores,
    waits: waitingRoom,
    resumeQueue: resumeWorker,
    resumers: {
      callback: callbackResumer({
        ...{ guard: outgoing, signer, clock, sha256, readContent: readContentOf },
        executions: stores.executions,
      }),
    },
    deliveryQueue: deliveryWorker,
    senders: {
      webhook: webhookSender(
        { ...stores, clock, crypto: nodeCrypto },
        httpsWebhookPost({ guard: outgoing, signer, clock }),
      ),
      channel: channelSender({ ...stores, links, clock, settings }, localChannels(channels, around)),
    },
    publisher: {
      publish: async (event) => {
        await fanOut(deps, event);
        log.info(event.type, { approvalRequestId: event.data.approvalRequestId });
      },
    },
    signer,
    signIn,
    slack: localSlackApp(channels, around),
    slackQueue: slackWorker,
    linkSignIn: signIn === null ? admin.linkSignIn : null,
    outgoing,
    links,
    clock,
    crypto: nodeCrypto,
    log,
    settings,
  };
  await addApiKey(deps, credentials.apiKey, { agent: null, description: "made by local mode" });
  const limit = createRateLimit(clock, nodeCrypto.sha256, rates);
  const people = options.people ?? admin.people;
  const api = createApi({ app: deps, people, routes: allRoutes(files, () => disk.trouble), limit });
  const afterwork = new Afterwork(log);
  const server = createHttpServer({ api, waitingRoom, afterwork, clock, log });
  try {
    await listen(server, port);
  } catch (error) {
    waitingRoom.close();
    close();
    throw error;
  }
  disk.tell(log);
  resumeWorker.start(deps);
  deliveryWorker.start(deps);
  slackWorker.start(deps);
  const loops = [
    startOutboxLoop(deps, outbox),
    startCountingLoop(deps, outbox),
    startTimerLoop(deps),
    startDeliveryLoop(deps, pruneDeliveries),
    resumeWorker,
    deliveryWorker,
    slackWorker,
  ];
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
