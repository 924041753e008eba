import type { Sha256 } from "../../core/digest.ts";

/** Says to machines that no person wrote it, and to mail programs which conversation it belongs to. */
export function emailHeaders(sha256: Sha256, publicUrl: string, approvalRequestId: string, reviewer: string) {
  const conversation = sha256(JSON.stringify([publicUrl, approvalRequestId, reviewer])).slice(0, 32);
  return {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    References: `<${conversation}@${new URL(publicUrl).hostname}>`,
  };
}
