import { type Notice, type NoticeOf, notice } from "../../functions/core/notice.ts";
import { content } from "../ports/given.ts";
import { pendingClaim, requestedAt } from "./claim.ts";

/** A token, as a reviewer's own link ends in one. */
export const ownLink = `https://sayso.example/review/claim-42#${"t".repeat(43)}`;

/** What Rita, in Madrid, is told as soon as claim 42 is asked. */
export function givenNotice(changes: Partial<NoticeOf> = {}): Notice {
  return notice({
    type: "approval.created",
    approval: pendingClaim,
    content,
    reader: { timeZone: "Europe/Madrid", locale: "en-GB" },
    page: { url: ownLink, own: true },
    now: requestedAt,
    ...changes,
  });
}

/** An agent that tries everything that text can do. */
export const hostile = {
  ...content,
  title: "Pay <!channel> <https://evil.example|here>\u202e\r\nBcc: all@example.com </p><script>alert(1)</script>",
  action: { name: "pay", arguments: { note: "*bold* <@U012AB3CD> [x](https://evil.example) &amp; \u200b", n: 1 } },
  approvalRequestUrl: "https://evil.example/claims?<b>",
};
