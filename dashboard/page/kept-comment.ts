import { forget, forgetAll, keep, recall } from "./tab-memory.ts";

const prefix = "sayso-comment ";

/** Whose words they are: nobody is given another person's. */
interface Kept {
  readonly reviewerId: string;
  readonly comment: string;
}

/** Keeps what a reviewer had typed while they sign in again. */
export function keepComment(approvalRequestId: string, kept: Kept): void {
  keep(prefix + approvalRequestId, JSON.stringify(kept));
}

export function keptComment(approvalRequestId: string, reviewerId: string): string {
  const kept: Kept | null = JSON.parse(recall(prefix + approvalRequestId) ?? "null");
  return kept?.reviewerId === reviewerId ? kept.comment : "";
}

export function forgetComment(approvalRequestId: string): void {
  forget(prefix + approvalRequestId);
}

export function forgetComments(): void {
  forgetAll(prefix);
}
