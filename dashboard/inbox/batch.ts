import { callService, newKey } from "../page/call-service.ts";
import { visibleText } from "../page/escapes.ts";
import { sideBySide } from "../page/side-by-side.ts";
import type { ApprovalResponse, Review, ReviewerDecision } from "../page/wire.ts";
import { isLong } from "../review/long-value.tsx";
import { outcomeSentence } from "../review/outcome-view.tsx";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { reviewTexts } from "../texts/review.ts";

/** Requests to the service at a time. */
const atOnce = 4;

/** One of several requests that are to be decided together. */
export interface Item {
  readonly id: string;
  /** As it was loaded for the question; its nonce stands for exactly that. */
  readonly review?: Review;
  /** Why it is not decided with the others. */
  readonly barred?: string;
  /** The same press sent again has its effect once. */
  readonly key: string;
  readonly outcome?: { readonly done: boolean; readonly words: string; readonly again: boolean };
}

export function newItems(ids: readonly string[]): readonly Item[] {
  return ids.map((id) => ({ id, key: newKey() }));
}

type Told = (item: Item) => void;

const pathOf = (id: string) => `v1/review/${encodeURIComponent(id)}`;

/** Loads each as its own page would show it. */
export function loadItems(items: readonly Item[], told: Told): Promise<void> {
  return sideBySide(items, atOnce, async (item) => {
    const answer = await callService<Review>(pathOf(item.id));
    if (!answer.ok) return told({ ...item, barred: answer.trouble.detail });
    const barred = whyBarred(answer.body);
    told({ ...item, review: answer.body, ...(barred !== undefined && { barred }) });
  });
}

/** Nothing is decided that was not shown whole, or that is not this person's to decide. */
function whyBarred({ approval, nonce, notes }: Review): string | undefined {
  if (approval.status !== "pending") return outcomeSentence({ approval, yours: false });
  if (nonce === null) return reviewTexts.onlyLook;
  const { context, action, metadata } = approval;
  const values = [context, ...(isPlain(context) ? Object.values(context) : []), ...parts(action?.arguments), metadata];
  const long = [...values.map((value) => JSON.stringify(value ?? null, null, 2)), ...notes.map((note) => note.message)];
  return long.some(isLong) ? texts.tooLongTogether : undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parts(value: unknown): readonly unknown[] {
  return isPlain(value) ? Object.values(value) : [value];
}

export interface Verdict {
  readonly decision: ReviewerDecision;
  readonly feedback: string;
}

/** Each is a decision of its own, with its own place on the record: one may be refused and the next one stand. */
export function decideItems(items: readonly Item[], { decision, feedback }: Verdict, told: Told): Promise<void> {
  return sideBySide(items, atOnce, async (item) => {
    const body = { decision, ...(feedback && { feedback }), nonce: item.review?.nonce ?? "" };
    const answer = await callService<ApprovalResponse>(`${pathOf(item.id)}/decision`, { body, key: item.key });
    if (answer.ok)
      return told({ ...item, outcome: { done: true, words: reviewTexts.outcomeYours[decision], again: false } });
    const { approval, detail } = answer.trouble;
    const words = approval ? `${outcomeSentence({ approval, yours: false })}. ${texts.yoursNotRecorded}` : detail;
    told({ ...item, outcome: { done: false, words: visibleText(words), again: approval === undefined } });
  });
}
