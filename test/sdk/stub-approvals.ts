import type { Approval, Decision } from "../../sdk/typescript/src/index.ts";
import type { Answer, RecordedRequest } from "./stub-server.ts";

interface Held {
  readonly answer: (approval: Approval) => void;
}

/** The approvals, executions and notes that the stub server knows. */
export class StubApprovals {
  readonly byId = new Map<string, Approval>();
  readonly executions = new Map<string, string[]>();
  readonly notes: { executionId: string; message: string; tags?: string[] }[] = [];
  readonly #contents = new Map<string, string>();
  readonly #held = new Map<string, Set<Held>>();
  readonly #noteKeys = new Set<string>();

  decide(id: string, decision: Decision, feedback: string | null = null): void {
    const pending = this.byId.get(id);
    if (pending?.status !== "pending") throw new Error(`${id} is not pending`);
    const person = decision !== "expired" && decision !== "error";
    const reviewer = person ? { id: "ann", name: "Ann", via: "admin_token" } : null;
    const decidedAt = "2026-11-22T10:05:00.000Z";
    const approval = { ...pending, status: decision, decision, feedback, reviewer, decidedAt };
    this.byId.set(id, approval);
    for (const held of this.#held.get(id) ?? []) held.answer(approval);
  }

  /** How many questions about the approval are being held open. */
  heldFor(id: string): number {
    return this.#held.get(id)?.size ?? 0;
  }

  async answer(request: RecordedRequest, gone: () => boolean): Promise<Answer> {
    const [, , collection, id = "", verb] = request.path.split("/").map(decodeURIComponent);
    if (collection === "executions") return this.#execution(request, id, verb);
    if (collection !== "approvals") return problem(404, "not_found", "No such route");
    if (request.method === "POST" && id === "") return this.#request(request.body as Record<string, unknown>);
    const approval = this.byId.get(id);
    if (approval === undefined) return problem(404, "approval_not_found", `No approval request ${id}`);
    if (verb === "decision") return this.#decision(approval, request);
    if (verb === "cancel") return this.#cancel(approval, request);
    const wait = Number(new URLSearchParams(request.query).get("wait") ?? 0);
    if (wait === 0 || approval.status !== "pending") return { status: 200, body: approval };
    return { status: 200, body: await this.#hold(approval, wait * 1000, gone) };
  }

  #request(body: Record<string, unknown>): Answer {
    const id = body.approvalRequestId as string;
    const { agent, metadata, expiresInHours, executionId, resume, ...content } = body;
    const known = this.byId.get(id);
    if (known !== undefined) {
      if (this.#contents.get(id) === JSON.stringify(content)) return { status: 200, body: known };
      return problem(409, "approval_request_conflict", `${id} was requested with other content`, known);
    }
    const approval = pendingApproval(id, body);
    this.#contents.set(id, JSON.stringify(content));
    this.byId.set(id, approval);
    return { status: 201, body: approval };
  }

  #hold(approval: Approval, milliseconds: number, gone: () => boolean): Promise<Approval> {
    const held = this.#held.get(approval.approvalRequestId) ?? new Set();
    this.#held.set(approval.approvalRequestId, held);
    return new Promise((resolve) => {
      const end = (answer: Approval) => {
        clearTimeout(timer);
        clearInterval(watch);
        held.delete(entry);
        resolve(answer);
      };
      const entry = { answer: end };
      const timer = setTimeout(() => end(approval), milliseconds);
      const watch = setInterval(() => gone() && end(approval), 50);
      held.add(entry);
    });
  }

  #decision(approval: Approval, request: RecordedRequest): Answer {
    const { decision, feedback } = request.body as { decision: Decision; feedback?: string };
    if (request.headers.authorization === undefined) return problem(403, "forbidden", "Agents cannot decide");
    if (approval.status !== "pending") {
      return problem(409, "already_decided", "Somebody was faster", approval);
    }
    this.decide(approval.approvalRequestId, decision, feedback ?? null);
    return { status: 200, body: this.byId.get(approval.approvalRequestId) };
  }

  #cancel(approval: Approval, request: RecordedRequest): Answer {
    const { feedback } = request.body as { feedback?: string };
    this.decide(approval.approvalRequestId, "error", feedback ?? "Cancelled");
    return { status: 200, body: this.byId.get(approval.approvalRequestId) };
  }

  #execution(request: RecordedRequest, executionId: string, verb: string | undefined): Answer {
    if (verb === "notes") {
      const key = String(request.headers["idempotency-key"]);
      if (!this.#noteKeys.has(key)) this.notes.push({ executionId, ...(request.body as { message: string }) });
      this.#noteKeys.add(key);
      return { status: 201, body: { executionId } };
    }
    const { status } = request.body as { status: string };
    this.executions.set(executionId, [...(this.executions.get(executionId) ?? []), status]);
    return { status: 200, body: { executionId, status } };
  }
}

function pendingApproval(id: string, body: Record<string, unknown>): Approval {
  return {
    approvalRequestId: id,
    approvalRequestUrl: (body.approvalRequestUrl as string) ?? `http://stub.example/review/${id}`,
    status: "pending",
    decision: null,
    feedback: null,
    reviewer: null,
    executionId: (body.executionId as string) ?? null,
    agent: (body.agent as string) ?? null,
    title: (body.title as string) ?? null,
    context: body.context ?? null,
    action: (body.action as Approval["action"]) ?? null,
    arguments: null,
    response: null,
    createdAt: "2026-11-22T10:00:00.000Z",
    expiresAt: "2026-11-25T10:00:00.000Z",
    decidedAt: null,
    resumeState: "waiting",
    version: 1,
  };
}

export function problem(status: number, code: string, detail: string, approval?: Approval): Answer {
  return { status, body: { type: "about:blank", title: code, status, detail, code, approval } };
}
