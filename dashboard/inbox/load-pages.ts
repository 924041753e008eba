import type { Answer } from "../page/call-service.ts";
import type { Answered, ApprovalSummary } from "../page/wire.ts";
import type { SignedIn } from "../shell/signed-in.ts";

export interface Loaded {
  readonly approvals: readonly ApprovalSummary[];
  readonly hasMore: boolean;
}

/**
 * So many pages of a list of approvals, one after the other; the first that fails is the answer.
 *
 * @param since what was asked before this instant is of no interest
 */
export async function loadPages(
  call: SignedIn["call"],
  query: string,
  pages: number,
  since = "",
): Promise<Answer<Loaded>> {
  const approvals: ApprovalSummary[] = [];
  let date = Number.NaN;
  let cursor: string | null = null;
  for (let page = 0; page < pages; page++) {
    const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: Answer<Answered<"listApprovals">> = await call(`v1/approvals?${query}${from}`);
    if (!answer.ok) return answer;
    approvals.push(...answer.body.approvals);
    date = answer.date;
    cursor = answer.body.nextCursor;
    if (cursor === null || (approvals.at(-1)?.createdAt ?? "") < since) break;
  }
  return { ok: true, body: { approvals, hasMore: cursor !== null }, date };
}
