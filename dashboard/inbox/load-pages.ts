import { type Answer, callService } from "../page/call-service.ts";
import type { ApprovalList, ApprovalSummary } from "../page/wire.ts";

export interface Loaded {
  readonly approvals: readonly ApprovalSummary[];
  readonly hasMore: boolean;
  /** The service's time, epoch milliseconds; not a number when the answer does not say. */
  readonly date: number;
}

/** So many pages of a list, one after the other; the first that fails is the answer. */
export async function loadPages(query: string, pages: number): Promise<Answer<Loaded>> {
  const approvals: ApprovalSummary[] = [];
  let cursor: string | null = null;
  let date = Number.NaN;
  for (let page = 0; page < pages; page++) {
    const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: Answer<ApprovalList> = await callService(`v1/approvals?${query}${from}`, null);
    if (!answer.ok) return answer;
    approvals.push(...answer.body.approvals);
    date = answer.date;
    cursor = answer.body.nextCursor;
    if (cursor === null) break;
  }
  return { ok: true, body: { approvals, hasMore: cursor !== null, date }, date };
}
