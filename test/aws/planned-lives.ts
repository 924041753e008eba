import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Answer } from "../faults/deployment.ts";
import { call } from "../scenarios/world.ts";
import type { AwsWorld } from "./aws-world.ts";
import type { Point } from "./faulted-calls.ts";

/** The life of one approval, as test/faults has it of the same name, on the deployed stack. */
export interface PlannedLife {
  readonly name: string;
  /** As what it ends, whatever goes wrong on the way. */
  readonly end: string;
  /** Calls of its own that one of its functions is sure to make. */
  readonly points: readonly Point[];
  /** `begun`: the wait has left its token, or something has kept it from that. */
  readonly live: (
    world: AwsWorld,
    id: string,
    resume: object,
    begun: () => Promise<void>,
  ) => Promise<readonly Answer[]>;
}

const feedback = "words of it";
const retries = 5;
/** Long enough for a wait to begin that was lost once. */
const lifeSeconds = 15;

/** Somebody calls the API, and again under the same key as long as it fails there. */
async function persist(world: AwsWorld, who: "agent" | "person", path: string, body: object): Promise<Answer> {
  const key = randomUUID();
  for (let attempt = 0; attempt < retries; attempt++) {
    const reply = await call(world, who, "POST", path, body, { "idempotency-key": key });
    if (reply.status < 500) return reply;
  }
  throw new Error(`${path} was never answered`);
}

async function request(world: AwsWorld, approvalRequestId: string, resume: object, changes: object = {}) {
  const body = { approvalRequestId, title: "Pay claim 42", reviewers: [world.person], resume, ...changes };
  const { status, json } = await persist(world, "agent", "/v1/approvals", body);
  assert.ok(status === 201 || status === 200, JSON.stringify(json));
}

const decide = (world: AwsWorld, id: string, decision: string) =>
  persist(world, "person", `/v1/approvals/${id}/decision`, { decision, feedback });

export const plannedLives: readonly PlannedLife[] = [
  {
    name: "approved while it waits",
    end: "approved",
    points: [
      { call: "commit", of: "AgentApi" },
      { call: "start wait", of: "OnAuditEntry" },
      { call: "publish", of: "OnAuditEntry" },
      { call: "commit", of: "ReviewerApi" },
      { call: "end wait", of: "ReviewerApi" },
      { call: "push", of: "OnAuditEntry" },
      { call: "publish", of: "OnAuditEntry", nth: 2 },
      { call: "take claim", of: "ResumeExecution" },
      { call: "tell agent", of: "ResumeExecution" },
      { call: "commit", of: "ResumeExecution" },
    ],
    live: async (world, id, resume, begun) => {
      await request(world, id, resume);
      await begun();
      return [await decide(world, id, "approved")];
    },
  },
  {
    name: "withdrawn by the agent",
    end: "error",
    points: [
      { call: "commit", of: "AgentApi", nth: 2 },
      { call: "end wait", of: "OnAuditEntry" },
      { call: "forget token", of: "OnAuditEntry" },
    ],
    live: async (world, id, resume, begun) => {
      await request(world, id, resume);
      await begun();
      const cancelled = await persist(world, "agent", `/v1/approvals/${id}/cancel`, { feedback });
      return [cancelled, await decide(world, id, "approved")];
    },
  },
  {
    name: "expired with nobody asking",
    end: "expired",
    points: [{ call: "commit", of: "RunTimers" }],
    live: async (world, id, resume, begun) => {
      await request(world, id, resume, { expiresInHours: lifeSeconds / 3_600 });
      await begun();
      return [];
    },
  },
];
