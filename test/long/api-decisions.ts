import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type Attempt, inWords } from "./attempt.ts";
import type { KillableService } from "./killable-service.ts";
import { type Answer, persistentCall } from "./persistent-call.ts";

/** A decision, and whether the network loses the first answer to it, so that the same is sent once more. */
type Choice = Pick<Attempt, "approvalRequestId" | "by" | "decision" | "feedback" | "replyLost">;

/** Decides as the signed-in person does over HTTP. */
export async function decideByToken(service: KillableService, choice: Choice): Promise<Attempt> {
  const url = `${service.baseUrl}/v1/approvals/${choice.approvalRequestId}/decision`;
  return decide(url, service.adminToken, choice, "api", {});
}

/**
 * Decides as the holder of a review link does: opens what it leads to, and answers with the nonce found there.
 * Undefined where it is decided by then, and there is nothing to answer.
 */
export async function decideByLink(service: KillableService, choice: Choice): Promise<Attempt | undefined> {
  const { baseUrl, adminToken } = service;
  const { approvalRequestId } = choice;
  const { links } = await found(`${baseUrl}/v1/approvals/${approvalRequestId}/links`, adminToken);
  const token = links[0].url.split("#")[1];
  const { approval, nonce } = await found(`${baseUrl}/v1/review/${approvalRequestId}`, token);
  if (approval.status !== "pending") return undefined;
  return decide(`${baseUrl}/v1/review/${approvalRequestId}/decision`, token, choice, "review_link", { nonce });
}

/** The newest of what waits: at most 100. */
export async function pendingIds({ baseUrl, adminToken }: KillableService): Promise<readonly string[]> {
  const { approvals } = await found(`${baseUrl}/v1/approvals?status=pending&limit=100`, adminToken);
  return approvals.map(({ approvalRequestId }: { approvalRequestId: string }) => approvalRequestId);
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
async function found(url: string, token: string): Promise<any> {
  const { status, json } = await persistentCall(url, token);
  assert.equal(status, 200, JSON.stringify(json));
  return json;
}

async function decide(
  url: string,
  token: string,
  choice: Choice,
  channel: Attempt["channel"],
  more: object,
): Promise<Attempt> {
  const { decision, feedback } = choice;
  const body = { decision, ...(feedback !== null && { feedback }), ...more };
  const key = randomUUID();
  const began = performance.now();
  if (choice.replyLost) await persistentCall(url, token, body, key);
  const answer = await persistentCall(url, token, body, key);
  const times = { answeredAt: Date.now(), tookMs: performance.now() - began };
  return { ...choice, channel, ...times, ...outcome(answer, choice) };
}

function outcome({ status, json }: Answer, choice: Choice): Pick<Attempt, "answer" | "winner"> {
  if (status === 200) {
    assert.equal(inWords(json), inWords(choice), "whoever is told 200 is told of their own decision");
    return { answer: "recorded", winner: inWords(json) };
  }
  assert.deepEqual([status, json.code], [409, "already_decided"], JSON.stringify(json));
  return { answer: "refused", winner: inWords(json.approval) };
}
