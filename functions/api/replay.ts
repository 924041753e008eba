import type { Replay } from "../ports/approval-store.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";
import type { App, RouteRequest } from "./route.ts";

type Idempotency = RouteRequest<string, "agent", undefined, undefined>["idempotency"];

/** What was answered under this `Idempotency-Key` before; a problem when the key came with another body. */
export async function findReplay(
  { approvals }: Pick<App, "approvals">,
  idempotency: Idempotency,
): Promise<Replay | ProblemReply | undefined> {
  if (!idempotency) return undefined;
  const replay = await approvals.findReplay(idempotency.key);
  if (!replay || replay.payloadDigest === idempotency.payloadDigest) return replay;
  return keyReused();
}

export function keyReused(): ProblemReply {
  return problemReply("idempotency_key_reused", "This Idempotency-Key came with another body; use a new key.");
}

/** What to write with the effect, so that the same key is answered the same way. */
export function replayOf(idempotency: Idempotency, status: number): { readonly replay?: Replay } {
  return idempotency ? { replay: { ...idempotency, status } } : {};
}
