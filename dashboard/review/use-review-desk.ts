import { useEffect, useMemo, useState } from "preact/hooks";
import { whileVisible } from "../page/while-visible.ts";
import { recordViewed } from "./record-viewed.ts";
import { type DeskState, freshDesk, type ReviewDesk, reviewDesk } from "./review-desk.ts";

const pollPauseMs = 5_000;

/** The desk of one approval: loaded, recorded as seen, and kept up to date while it is pending and before somebody. */
export function useReviewDesk(approvalRequestId: string, token: string | undefined): [ReviewDesk, DeskState] {
  const [state, setState] = useState(freshDesk);
  const desk = useMemo(() => reviewDesk(approvalRequestId, token, setState), [approvalRequestId, token]);
  const isOpen = state.review !== undefined;
  const isPending = state.review?.approval.status === "pending" && state.trouble === undefined;
  useEffect(() => {
    setState(freshDesk);
    void desk.load();
  }, [desk]);
  useEffect(
    () => (isOpen ? recordViewed(`v1/review/${encodeURIComponent(approvalRequestId)}/viewed`, token) : undefined),
    [isOpen, approvalRequestId, token],
  );
  useEffect(() => (isPending ? whileVisible(pollPauseMs, () => desk.refresh()) : undefined), [isPending, desk]);
  return [desk, state];
}
