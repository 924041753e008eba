import assert from "node:assert/strict";
import { agent, rita, sam } from "../api/callers.ts";
import { dispatching } from "../model/actors.ts";
import { id } from "../model/the-claim.ts";
import { minute } from "../use-cases/given-deps.ts";
import type { Answer, Deployment } from "./deployment.ts";

/** What people and agents do in the life of one approval, and what each was answered in the end. */
export interface Life {
  readonly name: string;
  /** As what it ends, whatever goes wrong on the way. */
  readonly end: string;
  readonly live: (deployment: Deployment) => Promise<readonly Answer[]>;
}

const request = (executionId: string) => ({
  ...{ approvalRequestId: id, title: "Pay claim 42", executionId, expiresInHours: 1 },
  ...{ reviewers: ["rita", "sam", "tess"], resume: { kind: "task-token", taskToken: `token of ${executionId}` } },
});

export async function ask(deployment: Deployment, executionId = "run-1"): Promise<void> {
  const { status, json } = await deployment.request("/v1/approvals", agent, request(executionId), `ask-${executionId}`);
  assert.ok(status === 201 || status === 200, JSON.stringify(json));
}

export const decide = (deployment: Deployment, as: Readonly<Record<string, string>>, decision: string) =>
  deployment.request(`/v1/approvals/${id}/decision`, as, { decision, feedback: `words with ${decision}` }, decision);

/** Lets the wait begin, as far as it goes at this moment. */
export async function begin(deployment: Deployment): Promise<void> {
  for (const input of dispatching("stream").inputs(deployment.world))
    await deployment.act(dispatching("stream"), input);
}

export const lives: readonly Life[] = [
  {
    name: "approved while it waits",
    end: "approved",
    live: async (deployment) => {
      await ask(deployment);
      await begin(deployment);
      deployment.now += 10 * minute;
      const answers = [await decide(deployment, rita, "approved")];
      await deployment.settle();
      return answers;
    },
  },
  {
    name: "rejected before its wait begins",
    end: "rejected",
    live: async (deployment) => {
      await ask(deployment);
      const answers = [await decide(deployment, sam, "rejected")];
      await deployment.settle();
      return answers;
    },
  },
  {
    name: "decided by two",
    end: "request_changes",
    live: async (deployment) => {
      await ask(deployment);
      await begin(deployment);
      const answers = [await decide(deployment, rita, "request_changes"), await decide(deployment, sam, "rejected")];
      await deployment.settle();
      return answers;
    },
  },
  {
    name: "expired with nobody asking",
    end: "expired",
    live: async (deployment) => {
      await ask(deployment);
      await deployment.settle();
      return [];
    },
  },
  {
    name: "withdrawn by the agent",
    end: "error",
    live: async (deployment) => {
      await ask(deployment);
      await begin(deployment);
      const cancelled = await deployment.request(
        `/v1/approvals/${id}/cancel`,
        agent,
        { feedback: "withdrawn" },
        "cancel",
      );
      const late = await decide(deployment, rita, "approved");
      await deployment.settle();
      return [cancelled, late];
    },
  },
  {
    name: "asked by a second run when it is decided, and by a third while it waits",
    end: "approved",
    live: async (deployment) => {
      await ask(deployment);
      await begin(deployment);
      await ask(deployment, "run-3");
      const answers = [await decide(deployment, rita, "approved")];
      await deployment.settle();
      await ask(deployment, "run-2");
      await deployment.settle();
      return answers;
    },
  },
];
