import { join } from "node:path";
import type { Browser } from "playwright-core";
import { newFolder } from "../local/spawned-sayso.ts";
import { seededRandom } from "../ports/seeded-random.ts";
import { decideByToken } from "./api-decisions.ts";
import type { Attempt } from "./attempt.ts";
import { browserReviewer } from "./browser-reviewer.ts";
import { claimsFile } from "./claims-file.ts";
import { journalLength, journalLines } from "./claims-journal.ts";
import { startWorker } from "./claims-worker.ts";
import { workAtDesk } from "./desk.ts";
import { killAsPlanned } from "./kill-plan.ts";
import { startService } from "./killable-service.ts";

const desks = 4;
/** What a person meets when the service dies under their hands, or somebody else decides: they begin again at the list. */
const interruption = /Timeout|net::ERR|Tab never leads/;

interface Plan {
  readonly seed: number;
  /** Kills of the service, and of the worker. */
  readonly kills: number;
  /** Claims to be decided in the browser. */
  readonly inBrowser: number;
  readonly startBrowser: () => Promise<Browser>;
}

/** The whole job once: the worker asks, people and programs decide, and both processes are killed again and again. */
export async function runAcceptance({ seed, kills, inBrowser, startBrowser }: Plan) {
  const folder = newFolder();
  const file = claimsFile(folder, seed);
  process.stdout.write(`${file.claimIds.length} claims (${file.origin}); seed ${seed}\n`);
  const service = await startService();
  const journal = join(folder, "journal.ndjson");
  const began = Date.now();
  const worker = startWorker(service, { file: file.path, journal, folder });
  const book: Attempt[] = [];
  const state = { over: false, interruptions: 0 };
  const over = () => state.over;
  const say = (line: string) =>
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
  const left = () =>
    inBrowser - book.filter(({ channel, answer }) => channel === "dashboard" && answer === "recorded").length;

  async function workInBrowser(): Promise<void> {
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(5_000);
      const overtake = async (approvalRequestId: string) => {
        const choice = { decision: "rejected", feedback: "I was quicker", replyLost: false } as const;
        book.push(await decideByToken(service, { approvalRequestId, by: "overtaker", ...choice }));
      };
      const reviewer = browserReviewer({ page, service, random: seededRandom(seed + 1), overtake });
      while (left() > 0 && !over()) {
        const attempt = await reviewer.decideOne().catch((error: Error) => {
          if (!interruption.test(error.message)) throw error;
          state.interruptions++;
        });
        if (attempt) book.push(attempt);
      }
    } finally {
      await browser.close();
    }
  }

  const leave = () => (left() > 0 ? left() + desks * 2 : 0);
  const deciding = Array.from({ length: desks }, (_, desk) =>
    workAtDesk({ ...{ service, book, leave, over }, name: `desk ${desk + 1}`, random: seededRandom(seed + 10 + desk) }),
  );
  const killing = killAsPlanned({
    ...{ each: kills, random: seededRandom(seed), over, say },
    progress: () => journalLength(journal) / (2 * file.claimIds.length),
    kill: { service: service.kill, worker: worker.kill },
  });
  const end = () => {
    state.over = true;
  };
  const everything = Promise.all([worker.finished.finally(end), killing, workInBrowser(), ...deciding]);
  const [summary, killed] = await everything.finally(() => {
    end();
    worker.stop();
  });
  return {
    ...{ file, service, book, summary, killed, gaveUp: worker.gaveUp, interruptions: state.interruptions },
    journal: journalLines(journal),
    began,
    tookMs: Date.now() - began,
  };
}

export type AcceptanceRun = Awaited<ReturnType<typeof runAcceptance>>;
