import {
  agentfieldExecution,
  agentfieldExecutionStatus,
  agentfieldNode,
  agentfieldNote,
  agentfieldNoted,
  agentfieldRegistered,
} from "../../schemas/agentfield.ts";
import { agentName, executionId as executionIdSchema } from "../../schemas/identifiers.ts";
import { addNote, declareExecution, statusOf } from "../../use-cases/executions.ts";
import { hastenResumes } from "../../use-cases/hasten-resumes.ts";
import type { AgentCaller } from "../caller.ts";
import { invalidField, problemReply } from "../problem-reply.ts";
import { keyReused } from "../replay.ts";
import { route } from "../route.ts";

const notYours = () => problemReply("forbidden", "Another agent's credential opened this execution.");

function badId(executionId: string) {
  const issue = executionIdSchema.safeParse(executionId).error?.issues[0];
  return issue && invalidField("execution_id", issue.message);
}

/** The agent that a credential speaks for, or else the node that the client says it is. */
function agentOf(caller: AgentCaller, node: string | undefined): string {
  const named = node !== undefined && agentName.safeParse(node).success ? node : "agent";
  return caller.agent ?? named;
}

export const agentfieldNoteRoute = route({
  method: "POST",
  path: "/api/v1/executions/note",
  operationId: "agentfieldAddNote",
  summary: "Agentfield's clients: what reviewers should know of the execution that `X-Execution-ID` names.",
  callers: ["agent"],
  body: agentfieldNote,
  replies: { 200: agentfieldNoted },
  handle: async ({ body, caller, headers, idempotency }, app) => {
    const executionId = headers["x-execution-id"];
    if (executionId === undefined) return invalidField("X-Execution-ID", "must name the execution that the note is of");
    const bad = badId(executionId);
    if (bad) return bad;
    const { requester } = caller;
    const noted = await addNote(app, {
      executionId,
      agent: agentOf(caller, headers["x-agent-node-id"]),
      by: requester.id,
      owner: requester.id,
      message: body.message,
      tags: body.tags ?? [],
      idempotencyKey: idempotency?.key ?? null,
    });
    if (noted.ok) return { status: 200, body: { success: true, note_id: noted.note.noteId } };
    return noted.code === "idempotency_key_reused" ? keyReused() : notYours();
  },
});

/** Their words for how an execution ends; whatever else they say, it runs. */
const ends: Readonly<Record<string, "succeeded" | "failed">> = {
  succeeded: "succeeded",
  success: "succeeded",
  completed: "succeeded",
  failed: "failed",
  error: "failed",
  cancelled: "failed",
  timeout: "failed",
};

export const agentfieldExecutionRoute = route({
  method: "POST",
  path: "/api/v1/executions/{executionId}/status",
  operationId: "agentfieldReportExecution",
  summary: "Agentfield's clients: how an execution ended. Its result is not kept.",
  callers: ["agent"],
  body: agentfieldExecutionStatus,
  replies: { 200: agentfieldExecution },
  handle: async ({ params, body, caller, headers }, app) => {
    const { executionId } = params;
    const bad = badId(executionId);
    if (bad) return bad;
    const declared = await declareExecution(app, {
      executionId,
      agent: agentOf(caller, headers["x-agent-node-id"]),
      owner: caller.requester.id,
      status: ends[body.status] ?? "running",
    });
    if (declared.outcome === "not_yours") return notYours();
    return { status: 200, body: { execution_id: executionId, status: statusOf(declared.execution) } };
  },
});

export const agentfieldRegisterRoute = route({
  method: "POST",
  path: "/api/v1/nodes/register",
  operationId: "agentfieldRegisterNode",
  summary: "Agentfield's clients: an agent has started. What it could not be told yet is tried again soon.",
  callers: ["agent"],
  body: agentfieldNode,
  replies: { 201: agentfieldRegistered },
  handle: async ({ body, caller }, app) => ({
    status: 201,
    body: { status: "registered", message: "Nothing is kept of a registration." },
    after: () => hastenResumes(app, agentOf(caller, body.id), caller.requester.id),
  }),
});
