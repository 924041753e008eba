import type { Approval } from "./approval.ts";
import { meanings } from "./audit-entry.ts";
import { plainLine, plainLines } from "./plain-line.ts";
import { instantWords, type Reader } from "./time-words.ts";

export interface Fact {
  readonly label: string;
  /** Hidden characters are written out; line breaks stand only in feedback. */
  readonly text: string;
}

const longestFeedback = 1_000;

/** How an approval ended: who, what, when, why. */
export function outcomeFacts(approval: Approval, reader: Reader): readonly Fact[] {
  if (approval.status === "pending")
    return [{ label: "Time left", text: `none since ${instantWords(approval.expiresAt, reader)}` }];
  const feedback = "feedback" in approval ? approval.feedback : null;
  return [
    { label: "Outcome", text: outcome(approval) },
    { label: "When", text: instantWords(approval.decidedAt, reader) },
    ...(feedback === null ? [] : [{ label: "Feedback", text: plainLines(feedback, longestFeedback).text }]),
    { label: "Meaning", text: meanings[approval.status] },
  ];
}

function outcome(approval: Exclude<Approval, { status: "pending" }>): string {
  switch (approval.status) {
    case "approved":
      return `approved by ${who(approval.reviewer.name)}`;
    case "rejected":
      return `rejected by ${who(approval.reviewer.name)}`;
    case "request_changes":
      return `changes requested by ${who(approval.reviewer.name)}`;
    case "expired":
      return "expired: nobody decided in time";
    case "error":
      return approval.cause === "cancelled" ? "withdrawn by the agent" : "ended in an error";
  }
}

function who(name: string): string {
  return plainLine(name, 200).text;
}
