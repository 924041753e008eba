import * as z from "zod/mini";

const schema = z.tuple([z.string(), z.int(), z.string(), z.int()]);

/** What a button carries, and Slack signs when it is pressed: which approval, and what its message showed when. */
export interface Shown {
  readonly approvalRequestId: string;
  readonly linkGeneration: number;
  readonly displayedDigest: string;
  /** Epoch milliseconds. */
  readonly shownAt: number;
}

export function shownValue({ approvalRequestId, linkGeneration, displayedDigest, shownAt }: Shown): string {
  return JSON.stringify([approvalRequestId, linkGeneration, displayedDigest, shownAt]);
}

/** Undefined for a value that no button of ours carries. */
export function readShownValue(value: string | undefined): Shown | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(value ?? ""));
    if (!parsed.success) return undefined;
    const [approvalRequestId, linkGeneration, displayedDigest, shownAt] = parsed.data;
    return { approvalRequestId, linkGeneration, displayedDigest, shownAt };
  } catch {
    return undefined;
  }
}
