import type { ReviewerDecision } from "../core/approval.ts";
import type { Notice } from "../core/notice.ts";

/** Somebody in Slack, and where what they did can be answered. */
export interface SlackPerson {
  /** Member id. */
  readonly slackUser: string;
  /** Takes answers for half an hour, as whoever holds it: a secret. Null where Slack gave none. */
  readonly responseUrl: string | null;
}

/** A decision that a person made in Slack, by a button or a form. */
export interface SlackDecision extends SlackPerson {
  readonly kind: "decide";
  /** The same for each delivery of one press of a button, or one form. */
  readonly interactionId: string;
  readonly approvalRequestId: string;
  readonly decision: ReviewerDecision;
  readonly feedback: string | null;
  /** SHA-256 of what Slack signed. */
  readonly session: string;
  readonly linkGeneration: number;
  readonly displayedDigest: string;
  /** Epoch milliseconds. */
  readonly shownAt: number;
}

/** Words for one person alone. */
export interface SlackRemark extends SlackPerson {
  readonly kind: "say";
  readonly words: string;
}

export type SlackTask = SlackDecision | SlackRemark;

/**
 * What a request that claims to come from Slack comes to. `forged`: nobody who has the signing secret sent it. `stale`:
 * it is older than five minutes, or from the future. `nothing`: it asks for nothing of ours. `wants_words`: a form must
 * be opened, which Slack takes within three seconds. `no_words`: the form came back empty.
 */
export type SlackRequest =
  | { readonly kind: "forged" | "stale" | "nothing" | "no_words" }
  | { readonly kind: "wants_words"; readonly form: SlackForm }
  | SlackDecision;

/** A form on which somebody says which changes they want. */
export interface SlackForm extends SlackPerson {
  readonly triggerId: string;
  /** What comes back with the words. */
  readonly carried: string;
}

/** The deployment's app in a Slack workspace. */
export interface SlackApp {
  /** @param body as sent: the signature is of its very bytes */
  read(headers: Readonly<Record<string, string | undefined>>, body: string): Promise<SlackRequest>;
  /** Whether the form is open. Answers soon, whatever Slack does. */
  openForm(form: SlackForm): Promise<boolean>;
  /** Puts a notice where the message stands in which somebody pressed a button. */
  replace(person: SlackPerson, notice: Notice): Promise<void>;
  /** Says something to one person alone. */
  say(person: SlackPerson, words: string): Promise<void>;
}

/** Has done what was asked for in Slack, by somebody who can take their time: at least once, whatever crashes. */
export interface SlackQueue {
  push(task: SlackTask): Promise<void>;
}
