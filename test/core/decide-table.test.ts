import assert from "node:assert/strict";
import { test } from "node:test";
import type { Approval } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import {
  approve,
  cancel,
  cancelledClaim,
  claimDecided,
  expiredClaim,
  expiresAt,
  failedClaim,
  firstWaiter,
  handOver,
  nextDay,
  requestClaim,
  rita,
  timedClaim,
} from "./claim.ts";
import { outcome } from "./outcome.ts";

interface Given {
  readonly approval: Approval | undefined;
  readonly now: number;
}

/** 2026-01-05T10:00:00.000Z, a day after the claim expires. */
const dayAfter = 1_767_607_200_000;

const states = {
  none: { approval: undefined, now: nextDay },
  pending: { approval: timedClaim, now: nextDay },
  overdue: { approval: timedClaim, now: expiresAt },
  approved: { approval: claimDecided("approved"), now: dayAfter },
  rejected: { approval: claimDecided("rejected"), now: dayAfter },
  request_changes: { approval: claimDecided("request_changes"), now: dayAfter },
  expired: { approval: expiredClaim, now: dayAfter },
  cancelled: { approval: cancelledClaim, now: dayAfter },
  failed: { approval: failedClaim, now: dayAfter },
} satisfies Record<string, Given>;
type State = keyof typeof states;

const commands: { readonly [T in Command["type"]]: Command & { type: T } } = {
  request: { ...requestClaim, waiter: { ...firstWaiter, waiterId: "waiter-2" } },
  decide: approve,
  expire: { type: "expire" },
  cancel,
  fail: { type: "fail", feedback: "the wait broke" },
  change_expiry: { type: "change_expiry", by: rita, expiresAt: 1_767_700_000_000 },
  remind: { type: "remind" },
  escalate: { type: "escalate" },
  reassign: handOver,
  restart_wait: { type: "restart_wait", generation: 1, reason: "aborted" },
  resumed: { type: "resumed", waiterId: "waiter-1" },
  give_up_resume: { type: "give_up_resume", waiterId: "waiter-1", reason: "no longer waiting" },
};

/** What each command comes to in each state: its events, `!` and a code when refused, `-` when nothing happens. */
const table: { readonly [T in Command["type"]]: { readonly [S in State]: string } } = {
  request: {
    none: "approval.created",
    pending: "approval.waiter_attached",
    overdue: "approval.expired approval.waiter_attached",
    approved: "approval.waiter_attached",
    rejected: "approval.waiter_attached",
    request_changes: "approval.waiter_attached",
    expired: "approval.waiter_attached",
    cancelled: "approval.waiter_attached",
    failed: "approval.waiter_attached",
  },
  decide: {
    none: "!approval_not_found",
    pending: "approval.decided",
    overdue: "approval.expired !expired",
    approved: "!already_decided",
    rejected: "!already_decided",
    request_changes: "!already_decided",
    expired: "!expired",
    cancelled: "!already_decided",
    failed: "!already_decided",
  },
  expire: {
    none: "!approval_not_found",
    pending: "-",
    overdue: "approval.expired",
    approved: "-",
    rejected: "-",
    request_changes: "-",
    expired: "-",
    cancelled: "-",
    failed: "-",
  },
  cancel: {
    none: "!approval_not_found",
    pending: "approval.cancelled",
    overdue: "approval.expired !expired",
    approved: "!already_decided",
    rejected: "!already_decided",
    request_changes: "!already_decided",
    expired: "!expired",
    cancelled: "-",
    failed: "!already_decided",
  },
  fail: {
    none: "!approval_not_found",
    pending: "approval.failed",
    overdue: "approval.expired",
    approved: "-",
    rejected: "-",
    request_changes: "-",
    expired: "-",
    cancelled: "-",
    failed: "-",
  },
  change_expiry: {
    none: "!approval_not_found",
    pending: "approval.expiry_changed",
    overdue: "approval.expired !expired",
    approved: "!already_decided",
    rejected: "!already_decided",
    request_changes: "!already_decided",
    expired: "!expired",
    cancelled: "!already_decided",
    failed: "!already_decided",
  },
  remind: {
    none: "!approval_not_found",
    pending: "approval.reminded",
    overdue: "approval.expired !expired",
    approved: "!already_decided",
    rejected: "!already_decided",
    request_changes: "!already_decided",
    expired: "!expired",
    cancelled: "!already_decided",
    failed: "!already_decided",
  },
  escalate: {
    none: "!approval_not_found",
    pending: "approval.escalated",
    overdue: "approval.expired !expired",
    approved: "!already_decided",
    rejected: "!already_decided",
    request_changes: "!already_decided",
    expired: "!expired",
    cancelled: "!already_decided",
    failed: "!already_decided",
  },
  reassign: {
    none: "!approval_not_found",
    pending: "approval.reassigned",
    overdue: "approval.expired !expired",
    approved: "!already_decided",
    rejected: "!already_decided",
    request_changes: "!already_decided",
    expired: "!expired",
    cancelled: "!already_decided",
    failed: "!already_decided",
  },
  restart_wait: {
    none: "!approval_not_found",
    pending: "wait.restarted",
    overdue: "approval.expired",
    approved: "-",
    rejected: "-",
    request_changes: "-",
    expired: "-",
    cancelled: "-",
    failed: "-",
  },
  resumed: {
    none: "!approval_not_found",
    pending: "-",
    overdue: "approval.expired",
    approved: "execution.resumed",
    rejected: "execution.resumed",
    request_changes: "execution.resumed",
    expired: "execution.resumed",
    cancelled: "execution.resumed",
    failed: "execution.resumed",
  },
  give_up_resume: {
    none: "!approval_not_found",
    pending: "-",
    overdue: "approval.expired",
    approved: "execution.resume_given_up",
    rejected: "execution.resume_given_up",
    request_changes: "execution.resume_given_up",
    expired: "execution.resume_given_up",
    cancelled: "execution.resume_given_up",
    failed: "execution.resume_given_up",
  },
};

for (const [type, row] of Object.entries(table)) {
  for (const [state, expected] of Object.entries(row)) {
    test(`F3 F6 ${type} when ${state}: ${expected}`, () => {
      const { approval, now } = states[state as State];
      assert.equal(outcome(decide(approval, commands[type as Command["type"]], now)), expected);
    });
  }
}
