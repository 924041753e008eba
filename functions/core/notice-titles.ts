import type { Approval } from "./approval.ts";

/** The words that a notice begins with: what became of the request where it has ended, whatever the event was. */
export function noticeTitles(type: string, approval: Approval): string {
  switch (approval.status) {
    case "approved":
      return "Approved";
    case "rejected":
      return "Rejected";
    case "request_changes":
      return "Changes requested";
    case "expired":
      return "Expired undecided";
    case "error":
      return approval.cause === "cancelled" ? "Withdrawn" : "Failed";
    case "pending":
      return asking[type] ?? "Approval needed";
  }
}

const asking: Readonly<Record<string, string>> = {
  "approval.reminded": "Reminder, still undecided",
  "approval.escalated": "Escalated, still undecided",
  "approval.reassigned": "Approval needed, now of you",
};
