import assert from "node:assert/strict";
import { test } from "node:test";
import { eventResumer } from "../../functions/use-cases/event-resumer.ts";
import { answer, ask } from "./claim.ts";
import { dispatchAll, givenDeps, typesOf } from "./given-deps.ts";

const byEvent = (workflow: string) => ({ resume: { kind: "event", detail: { workflow } } }) as const;

test("each agent on the bus is resumed by an event of its own that gives its detail back, a late one too", async () => {
  const { deps, effects } = givenDeps();
  Object.assign(deps.resumers, { event: eventResumer(deps) });
  await ask(deps, byEvent("w-1"));
  await answer(deps, { decision: "rejected" });
  await dispatchAll(deps, "claim-42");
  await ask(deps, { ...byEvent("w-2"), executionId: "run-2" });
  await dispatchAll(deps, "claim-42");
  const resuming = effects.published.filter(({ type }) => type === "execution.resuming");
  assert.deepEqual(
    resuming.map(({ resume, data }) => [resume, (data as { decision?: string }).decision]),
    [
      [{ executionId: "run-1", detail: { workflow: "w-1" } }, "rejected"],
      [{ executionId: "run-2", detail: { workflow: "w-2" } }, "rejected"],
    ],
  );
  assert.equal(new Set(resuming.map(({ eventId }) => eventId)).size, 2);
  assert.deepEqual(await typesOf(deps, "claim-42"), [
    "approval.created",
    "approval.decided",
    "execution.resumed",
    "approval.waiter_attached",
    "execution.resumed",
  ]);
});

test("F7 an event whose record failed comes again under the same id", async () => {
  const { deps, effects } = givenDeps();
  Object.assign(deps.resumers, { event: eventResumer(deps) });
  await ask(deps, byEvent("w-1"));
  await answer(deps);
  const approval = await deps.approvals.load("claim-42");
  assert.ok(approval && approval.status !== "pending");
  const [waiter] = approval.waiters;
  assert.ok(waiter);
  for (const attempt of ["first", "repeated"] as const) await eventResumer(deps).deliver(approval, waiter, attempt);
  const ids = effects.published.map(({ eventId }) => eventId);
  assert.equal(new Set(ids).size, 1);
  assert.equal(ids.length, 2);
});
