import assert from "node:assert/strict";
import { worldFault } from "../model/invariants.ts";
import { leftOver } from "../model/settling.ts";
import { chainOf, dueAtOf, rowOf } from "../model/the-claim.ts";
import type { Answer, Deployment } from "./deployment.ts";

/** How one approval stands when all is done, wherever it is kept. */
export interface Found {
  readonly row: { readonly status: string; readonly feedback: string | null; readonly reviewer: string | null };
  /** Entries of the audit trail that end it. */
  readonly ends: readonly { readonly decision: string | null; readonly eventId: string }[];
  /** What was published of it, by the event's id. */
  readonly published: Readonly<Record<string, string>>;
  /** What each agent was told. */
  readonly told: Readonly<Record<string, string>>;
}

/** The row, the audit trail, what the agents got, what was published and what everybody was answered say the same. */
export function assertSame({ row, ends, published, told }: Found, answers: readonly Answer[]): void {
  const [end = assert.fail("it has no end"), ...others] = ends;
  assert.deepEqual(others, [], "it ends once");
  assert.equal(end.decision, row.status);
  assert.equal(published[end.eventId], row.status);
  for (const decision of Object.values(told)) assert.equal(decision, row.status);
  for (const [index, { status, json }] of answers.entries()) {
    const lost = row.status === "expired" ? 410 : 409;
    assert.equal(status, index === 0 && lost !== 410 ? 200 : lost, JSON.stringify(json));
    const answered = status === 200 ? json : json.approval;
    assert.equal(answered.decision, row.status);
    assert.equal(answered.feedback, row.feedback);
    assert.equal(answered.reviewer?.id ?? null, row.reviewer);
  }
}

/** All of a deployment in virtual time agree, and nothing is left to do. */
export function assertAgreed({ world, calls }: Deployment, answers: readonly Answer[]): void {
  const row = rowOf(world) ?? assert.fail("nothing was asked");
  assert.equal(worldFault(world), undefined);
  assert.equal(leftOver(world, true), undefined, calls.slice(-12).join("\n"));
  assert.deepEqual(world.queue, {});
  const due = dueAtOf(world);
  assert.equal(due, null, `the timers are to look again at ${due}`);
  const found = {
    row: {
      status: row.status,
      feedback: "feedback" in row ? row.feedback : null,
      reviewer: "reviewer" in row ? (row.reviewer?.id ?? null) : null,
    },
    ends: chainOf(world).filter(({ decision }) => decision !== null),
    published: world.published,
    told: world.told,
  };
  assertSame(found, answers);
}
