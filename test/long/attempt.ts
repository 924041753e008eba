export type Decision = "approved" | "rejected" | "request_changes";

/** One decision as somebody made it, and what they were told of it. */
export interface Attempt {
  readonly approvalRequestId: string;
  readonly by: string;
  readonly channel: "api" | "review_link" | "dashboard";
  readonly decision: Decision;
  readonly feedback: string | null;
  /** Whether an answer was lost on its way, on purpose. */
  readonly replyLost: boolean;
  /** `unknown`: the page saw the approval ended and did not say by which decision. */
  readonly answer: "recorded" | "refused" | "unknown";
  /** Decision and words of whoever won, as a loser was told. */
  readonly winner: string | null;
  /** When it was answered, epoch milliseconds. */
  readonly answeredAt: number;
  readonly tookMs: number;
}

/** A decision and its words in one line, to compare. */
export function inWords({ decision, feedback }: { decision: string; feedback: string | null }): string {
  return `${decision}: ${feedback ?? "(no comment)"}`;
}

/** Somebody's choice: mostly yes, mostly with a comment; a request for changes always has one. */
export function choose(by: string, number: number, random: () => number) {
  const dice = random();
  const decision: Decision = dice < 0.6 ? "approved" : dice < 0.85 ? "rejected" : "request_changes";
  const silent = decision !== "request_changes" && random() < 0.2;
  return {
    decision,
    feedback: silent ? null : `${by}, no. ${number}: "${decision}" says it all`,
    replyLost: random() < 0.1,
  };
}
