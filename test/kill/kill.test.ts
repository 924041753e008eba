import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { verifyTrail } from "../long/exported-trail.ts";
import { figures, judge } from "./judge.ts";
import { type KillRun, killRun } from "./kill-run.ts";

const seed = Number(process.env.SEED ?? 1);
const kills = process.env.THOROUGH === "1" ? 120 : 12;

let run: KillRun;

before(
  async () => {
    run = await killRun(seed, kills);
    const { killed, killedAfterMs, tookMs, restarts } = run;
    const about = { seed, killed, killedAfterMs, tookMs, slowestRestartMs: Math.round(Math.max(...restarts)) };
    process.stdout.write(`${JSON.stringify(about)}\n${JSON.stringify(figures(run))}\n`);
  },
  { timeout: 590_000 },
);

describe(`F3 F4 F6 F7 F8 F11 server, agents and reviewers killed ${kills} times at random`, () => {
  test("all of them were, each as often", () => {
    assert.deepEqual(new Set(Object.values(run.killed)), new Set([kills / 4]));
  });

  test("of every row its entries, its agent, its deciders and its events say the same", () => {
    assert.ok(run.rows.length > kills, `${run.rows.length} rows`);
    assert.deepEqual(judge(run), []);
  });

  test("an auditor's script finds every hash, chain and disclosed value right", () => {
    assert.equal(verifyTrail(run.trail).length, run.rows.length);
  });

  test("the service ended well, and has logged no error", () => {
    assert.equal(run.code, 0);
    const lines = run.log.filter((line) => line !== "").map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.filter(({ level }) => level === "error"),
      [],
    );
  });
});
