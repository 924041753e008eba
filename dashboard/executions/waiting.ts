import type { ApprovalSummary } from "../page/wire.ts";

/** A stretch of time, epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** While which of its approvals were pending: overlapping ones count once. */
export function waitingSpans(
  approvals: readonly Pick<ApprovalSummary, "createdAt" | "decidedAt">[],
  now: number,
): readonly Span[] {
  const spans = approvals
    .map(({ createdAt, decidedAt }) => ({
      from: Date.parse(createdAt),
      to: decidedAt === null ? now : Date.parse(decidedAt),
    }))
    .sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (!last || span.from > last.to) merged.push(span);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return merged;
}

/** Milliseconds. */
export function waitedOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
