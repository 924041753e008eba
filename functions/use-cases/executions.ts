import { canonicalJson } from "../core/canonical-json.ts";
import { digest } from "../core/digest.ts";
import type { Execution, ExecutionQuery, Note } from "../ports/execution-store.ts";
import type { Page, PageRequest } from "../ports/page.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "executions" | "clock" | "crypto">;

/** What is seen of an execution: `waiting` while any of its approvals is pending. */
export type ExecutionStatus = Execution["status"] | "waiting";

export function statusOf({ status, pendingApprovals }: Execution): ExecutionStatus {
  return status === "running" && pendingApprovals > 0 ? "waiting" : status;
}

export function declareExecution(
  { executions, clock }: Pick<Needs, "executions" | "clock">,
  execution: Pick<Execution, "executionId" | "agent" | "owner" | "status">,
) {
  return executions.declare(execution, clock.now());
}

export interface AddNote {
  readonly executionId: string;
  readonly agent: string;
  /** The requester or person who writes it. */
  readonly by: string;
  /** An agent's note opens an execution that was never announced; null for a person's, who only adds to one. */
  readonly owner: string | null;
  readonly message: string;
  readonly tags: readonly string[];
  readonly idempotencyKey: string | null;
}

export type Noted =
  | { readonly ok: true; readonly note: Note }
  | { readonly ok: false; readonly code: "execution_not_found" | "not_your_approval" | "idempotency_key_reused" };

export async function addNote({ executions, clock, crypto }: Needs, request: AddNote): Promise<Noted> {
  const { executionId, agent, by, owner, message, tags, idempotencyKey } = request;
  const existing = await executions.load(executionId);
  if (!existing && owner === null) return { ok: false, code: "execution_not_found" };
  if (owner !== null) {
    // It may be opened, and even end, between the look and this: a note sets no execution going again.
    const opened = existing ?? (await executions.open({ executionId, agent, owner }, clock.now()));
    if (opened.owner !== owner) return { ok: false, code: "not_your_approval" };
  }
  const noteId =
    idempotencyKey === null ? crypto.newEventId() : digest(crypto.sha256, [by, executionId, idempotencyKey]);
  const note = { noteId, message, tags, by, at: clock.now() };
  if ((await executions.addNote(executionId, note)) === "added") return { ok: true, note };
  const known = (await findNote(executions, executionId, noteId)) ?? note;
  const same = known.message === message && canonicalJson(known.tags) === canonicalJson(tags);
  return same ? { ok: true, note: known } : { ok: false, code: "idempotency_key_reused" };
}

/** The note that an earlier request under the same key has left. */
async function findNote(
  executions: Needs["executions"],
  executionId: string,
  noteId: string,
): Promise<Note | undefined> {
  let cursor: string | null = null;
  do {
    const page: Page<Note> = await executions.notes(executionId, { cursor, limit: 100 });
    const found = page.items.find((note) => note.noteId === noteId);
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return undefined;
}

/** Lists newest first. */
export function listExecutions(
  { executions }: Pick<Needs, "executions">,
  query: ExecutionQuery,
): Promise<Page<Execution>> {
  return executions.list(query);
}

/** One execution with a page of its notes, in order. */
export async function readExecution({ executions }: Pick<Needs, "executions">, executionId: string, page: PageRequest) {
  const execution = await executions.load(executionId);
  if (!execution) return undefined;
  return { execution, notes: await executions.notes(executionId, page) };
}
