import assert from "node:assert/strict";
import { worldFault } from "../model/invariants.ts";
import { leftOver } from "../model/settling.ts";
import { chainOf, dueAtOf, rowOf } from "../model/the-claim.ts";
import type { Answer, Deployment } from "./deployment.ts";

/** The row, the audit trail, what the agents got, what was published and what everybody was answered say the same. */
export function assertAgreed({ world, calls }: Deployment, answers: readonly Answer[]): void {
  const row = rowOf(world) ?? assert.fail("nothing was asked");
  assert.equal(worldFault(world), undefined);
  assert.equal(leftOver(world, true), undefined, calls.slice(-12).join("\n"));
  assert.deepEqual(world.queue, {});
  const due = dueAtOf(world);
  assert.equal(due, null, `the timers are to look again at ${due}`);
  const end = chainOf(world).find(({ decision }) => decision !== null) ?? assert.fail("it has no end");
  assert.equal(end.decision, row.status);
  assert.equal(world.published[end.eventId], row.status);
  for (const decision of Object.values(world.told)) assert.equal(decision, row.status);
  for (const [index, { status, json }] of answers.entries()) {
    const lost = row.status === "expired" ? 410 : 409;
    assert.equal(status, index === 0 && lost !== 410 ? 200 : lost, JSON.stringify(json));
    const told = status === 200 ? json : json.approval;
    assert.equal(told.decision, row.status);
    assert.equal(told.feedback, "feedback" in row ? row.feedback : null);
    assert.equal(told.reviewer?.id ?? null, "reviewer" in row ? row.reviewer.id : null);
  }
}
