import { useState } from "preact/hooks";
import { callService, newKey } from "../page/call-service.ts";
import { visibleText } from "../page/escapes.ts";
import { Modal } from "../page/modal.tsx";
import { Press } from "../page/press.tsx";
import { SureButton } from "../page/sure-button.tsx";
import type { ApprovalResponse, Person, Review } from "../page/wire.ts";
import { reviewTexts as texts } from "../texts/review.ts";
import type { ReviewDesk } from "./review-desk.ts";

interface Props {
  readonly desk: ReviewDesk;
  readonly review: Review;
  readonly person: Person | undefined;
}

/** For a reviewer of a pending request, or an administrator: others decide instead. */
export function HandOver({ desk, review, person }: Props) {
  const { approvalRequestId, status } = review.approval;
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState({ words: "", wrong: false });
  const [key, setKey] = useState(newKey);
  const may = review.nonce !== null || person?.roles.includes("admin") === true;
  const reviewers = [...new Set(to.split(",").map((each) => each.trim()))].filter(Boolean);
  const names = visibleText(reviewers.join(", "));

  async function handOver(): Promise<void> {
    setAsking(false);
    const body = { reviewers, ...(reason.trim() && { reason: reason.trim() }) };
    const path = `v1/approvals/${encodeURIComponent(approvalRequestId)}/reassign`;
    const answer = await callService<ApprovalResponse>(path, { body, key });
    if (!answer.ok) return setSaid({ words: answer.trouble.detail, wrong: true });
    setKey(newKey());
    setSaid({ words: texts.handedOver(names), wrong: false });
    setTo("");
    await desk.refresh(true);
  }

  const words = <p class={said.wrong ? "warning" : "kind"}>{said.words}</p>;
  if (status !== "pending" || !may) return said.words && status === "pending" ? <div role="status">{words}</div> : null;
  return (
    <details class="card">
      <summary>{texts.handOver}</summary>
      <p>{texts.handOverExplained}</p>
      <label for="hand-over-to">{texts.handOverTo}</label>
      <input id="hand-over-to" autocomplete="off" value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      <label for="hand-over-reason">{texts.handOverReason}</label>
      <textarea
        id="hand-over-reason"
        rows={2}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <div role="alert">{said.words && words}</div>
      <Press
        onPress={() => {
          setSaid({ words: reviewers.length > 0 ? "" : texts.handOverToNeeded, wrong: true });
          setAsking(reviewers.length > 0);
        }}
      >
        {texts.handOver}
      </Press>
      {asking && (
        <Modal title={texts.handOverAsk(names)} onClose={() => setAsking(false)}>
          <p>{texts.handOverExplained}</p>
          <div class="choices">
            <SureButton onSure={() => void handOver()}>{texts.handOverYes}</SureButton>
            <Press onPress={() => setAsking(false)}>{texts.back}</Press>
          </div>
        </Modal>
      )}
    </details>
  );
}
