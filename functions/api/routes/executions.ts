import { executionDetail, executionList, executionResponse, noteResponse } from "../../schemas/approval-response.ts";
import { executionRequest, noteRequest } from "../../schemas/execution-request.ts";
import { executionId as executionIdSchema } from "../../schemas/identifiers.ts";
import { listExecutionsQuery, notesQuery } from "../../schemas/queries.ts";
import { addNote, declareExecution, listExecutions, readExecution } from "../../use-cases/executions.ts";
import { presentExecution, presentNote } from "../../use-cases/present.ts";
import { invalidField, problemReply } from "../problem-reply.ts";
import { keyReused } from "../replay.ts";
import { route } from "../route.ts";
import { defaultLimit } from "./approvals.ts";

const notYours = () => problemReply("forbidden", "Another agent's credential opened this execution.");
const notFound = () => problemReply("execution_not_found", "There is no execution under this id.");
const refusals = { execution_not_found: notFound, not_your_approval: notYours, idempotency_key_reused: keyReused };

function badId(executionId: string) {
  const parsed = executionIdSchema.safeParse(executionId);
  return parsed.success ? undefined : invalidField("executionId", parsed.error.issues[0]?.message ?? "is not valid");
}

export const putExecutionRoute = route({
  method: "PUT",
  path: "/v1/executions/{executionId}",
  operationId: "putExecution",
  summary: "Announce an execution or say how it ended. It is `waiting` by itself while an approval of its is pending.",
  callers: ["agent"],
  body: executionRequest,
  replies: { 200: executionResponse },
  handle: async ({ params, body, caller }, app) => {
    const { executionId } = params;
    const bad = badId(executionId);
    if (bad) return bad;
    const agent = caller.agent ?? body.agent ?? "agent";
    const owner = caller.requester.id;
    const declared = await declareExecution(app, { executionId, agent, owner, status: body.status });
    if (declared.outcome === "not_yours") return notYours();
    return { status: 200, body: presentExecution(declared.execution) };
  },
});

export const addNoteRoute = route({
  method: "POST",
  path: "/v1/executions/{executionId}/notes",
  operationId: "addNote",
  summary: "Add a note: what reviewers should know of an execution, in order.",
  callers: ["agent", "person"],
  body: noteRequest,
  replies: { 201: noteResponse },
  handle: async ({ params, body, caller, idempotency }, app) => {
    const { executionId } = params;
    const bad = badId(executionId);
    if (bad) return bad;
    const isAgent = caller.kind === "agent";
    const noted = await addNote(app, {
      executionId,
      agent: isAgent ? (caller.agent ?? "agent") : "",
      by: isAgent ? caller.requester.id : caller.id,
      owner: isAgent ? caller.requester.id : null,
      message: body.message,
      tags: body.tags ?? [],
      idempotencyKey: idempotency?.key ?? null,
    });
    if (!noted.ok) return refusals[noted.code]();
    return { status: 201, body: presentNote(noted.note) };
  },
});

export const listExecutionsRoute = route({
  method: "GET",
  path: "/v1/executions",
  operationId: "listExecutions",
  summary: "Executions, newest first. An agent sees its own.",
  callers: ["agent", "person"],
  query: listExecutionsQuery,
  replies: { 200: executionList },
  handle: async ({ query, caller }, app) => {
    const { cursor = null, limit = defaultLimit, ...filters } = query;
    const own = caller.kind === "agent" ? { owner: caller.requester.id } : {};
    const { items, nextCursor } = await listExecutions(app, { ...filters, ...own, cursor, limit });
    return { status: 200, body: { executions: items.map(presentExecution), nextCursor } };
  },
});

export const getExecutionRoute = route({
  method: "GET",
  path: "/v1/executions/{executionId}",
  operationId: "getExecution",
  summary: "One execution with a page of its notes, in order.",
  callers: ["agent", "person"],
  query: notesQuery,
  replies: { 200: executionDetail },
  handle: async ({ params, query, caller }, app) => {
    const { cursor = null, limit = defaultLimit } = query;
    const found = await readExecution(app, params.executionId, { cursor, limit });
    if (!found || (caller.kind === "agent" && found.execution.owner !== caller.requester.id)) return notFound();
    const { execution, notes } = found;
    const body = { ...presentExecution(execution), notes: notes.items.map(presentNote), notesCursor: notes.nextCursor };
    return { status: 200, body };
  },
});
