import type { Evidence } from "../core/event.ts";
import { observe } from "../use-cases/observe.ts";
import type { AgentCaller, Caller } from "./caller.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";
import { type App, hasRole } from "./route.ts";

type Presented = Exclude<Caller, { kind: "anonymous" }>;

/** Whether somebody can be a reviewer at all; whose approval it is comes later. */
export function mayDecide<C extends Presented>(caller: C): caller is Exclude<C, AgentCaller> {
  return caller.kind === "link" || (caller.kind === "person" && hasRole(caller, ["reviewer"]));
}

/** An agent that tries to decide, or a person who is no reviewer, is refused on the record. */
export async function turnAway(
  app: App,
  approvalRequestId: string | null,
  caller: Presented,
  channel: Evidence["channel"],
): Promise<ProblemReply> {
  const person = caller.kind === "person" ? caller : null;
  const requester = caller.kind === "agent" ? caller.requester : null;
  if (approvalRequestId !== null && (await app.approvals.load(approvalRequestId)))
    await observe(
      app,
      {
        type: "approval.decision_refused",
        approvalRequestId,
        channel,
        authenticatedBy: (person ?? requester)?.via ?? null,
        detail: { code: "forbidden", ...(requester && { requester: requester.id }) },
      },
      person,
    );
  return problemReply(
    "forbidden",
    requester ? "An agent's credential cannot decide." : "This needs the role reviewer.",
  );
}
