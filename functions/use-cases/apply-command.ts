import type { Approval, ApprovalContent } from "../core/approval.ts";
import type { Command, Refusal } from "../core/command.ts";
import { decide } from "../core/decide.ts";
import { seal } from "../core/seal.ts";
import type { Replay } from "../ports/approval-store.ts";
import type { Deps } from "./deps.ts";
import { dueAt } from "./due-at.ts";

/** Besides the core's refusals: the caller's key came with another request at the same time. */
export type Refused = Refusal | { readonly code: "idempotency_key_reused" };

/** What came of a command: the approval as it now is, or why not. */
export type Applied =
  | {
      readonly ok: true;
      readonly approval: Approval;
      readonly before: Approval | undefined;
      /** Set when the same request under the same key was carried out while this one was on its way. */
      readonly replay?: Replay;
    }
  | { readonly ok: false; readonly refusal: Refused };

export interface With {
  readonly content?: ApprovalContent;
  readonly replay?: Replay;
  /** What to write instead of `replay` where the approval was there before. */
  readonly replayIfFound?: Replay;
}

type Needs = Pick<Deps, "approvals" | "clock" | "crypto" | "settings">;

/** More rivals than this for one approval at one moment means that the store itself is wrong. */
const maxAttempts = 100;

/**
 * Loads, decides, commits; whoever loses a race loads and decides again, so a rival's success is never overwritten and
 * the loser is answered with it.
 */
export async function applyCommand(
  { approvals, clock, crypto, settings }: Needs,
  approvalRequestId: string,
  command: Command,
  { content, replay, replayIfFound = replay }: With = {},
): Promise<Applied> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const before = await approvals.load(approvalRequestId);
    const verdict = decide(before, command, clock.now());
    if (verdict.events.length === 0) {
      if (!verdict.ok) return verdict;
      if (!before) throw new Error(`${command.type} did nothing to nothing`);
      return { ok: true, approval: before, before };
    }
    const sealed = seal(before, verdict.events, crypto);
    const created = verdict.events[0]?.type === "approval.created";
    const outcome = await approvals.commit({
      ...sealed,
      ...(created && content ? { content } : {}),
      ...(verdict.ok && replay ? { replay: created ? replay : replayIfFound } : {}),
      dueAt: dueAt(sealed.after, clock.now(), settings),
    });
    if (outcome === "committed")
      return verdict.ok
        ? { ok: true, approval: sealed.after, before }
        : { ...verdict, refusal: refresh(verdict.refusal, sealed.after) };
    const known = replay && (await approvals.findReplay(replay.key));
    if (known)
      return known.payloadDigest === replay.payloadDigest
        ? replayed(approvals, approvalRequestId, known)
        : { ok: false, refusal: { code: "idempotency_key_reused" } };
  }
  throw new Error(`${approvalRequestId} changed under ${maxAttempts} attempts at ${command.type}`);
}

/** A refusal speaks of the approval as it was committed, with its entry's hash. */
function refresh(refusal: Refusal, approval: Approval): Refusal {
  return "approval" in refusal ? { ...refusal, approval } : refusal;
}

/** The same request under the same key was carried out while this one was on its way. */
async function replayed(approvals: Deps["approvals"], approvalRequestId: string, replay: Replay): Promise<Applied> {
  const approval = await approvals.load(approvalRequestId);
  if (!approval) return { ok: false, refusal: { code: "approval_not_found" } };
  return { ok: true, approval, before: approval, replay };
}
