import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { stateMachineWaits } from "../../functions/adapters/step-functions/state-machine-waits.ts";
import { taskTokenResumer } from "../../functions/adapters/step-functions/task-token-resumer.ts";
import type { Approval, ApprovalContent } from "../../functions/core/approval.ts";
import type { Replay } from "../../functions/ports/approval-store.ts";
import type { ResumeClaim } from "../../functions/ports/resume-claims.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { givenDeps } from "../use-cases/given-deps.ts";
import type { Call } from "./perform.ts";

/** Hands a call to whoever schedules the steps, and waits until it was carried out. */
export type Step = (...call: Call) => Promise<unknown>;

const base = givenDeps().deps;

const content: ApprovalContent = {
  ...{ title: "Pay claim 42", context: null, action: null, responseSchema: null, approvalRequestUrl: null },
  ...{ reviewers: ["rita", "sam", "tess"], initiatedBy: null },
  policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
};

/**
 * The production use cases' needs, each verb that changes or reads what may change being one step; the waits and the
 * resumer are the production ones over a client of which the same is true. The content never changes, so reading it is
 * no step.
 *
 * Identifiers count along what was loaded, not along time: the same attempt at the same version has the same ones, and
 * two paths to one state are one state.
 */
export function steppedDeps(process: string, step: Step, clock: Deps["clock"]): Deps {
  let seen = 0;
  let made = 0;
  const next = (kind: string) => `${kind} ${process} ${seen}.${++made}`;
  const ask =
    <T>(verb: string) =>
    async (...args: readonly unknown[]) =>
      (await step(verb, ...args)) as T;
  const approvals: Deps["approvals"] = {
    ...base.approvals,
    load: async () => {
      const approval = ((await step("load")) ?? undefined) as Approval | undefined;
      [seen, made] = [approval?.version ?? 0, 0];
      return approval;
    },
    loadContent: async () => content,
    commit: ask("commit"),
    reschedule: ask("reschedule"),
    due: ask("due"),
    findReplay: async (key) => ((await step("find replay", key)) ?? undefined) as Replay | undefined,
  };
  return {
    ...base,
    approvals,
    audit: { ...base.audit, observe: ask("observe") },
    resumeClaims: {
      take: async (_, ...args) => ((await step("take claim", ...args)) ?? undefined) as ResumeClaim | undefined,
      putOff: async (_, ...args) => void (await step("put off", ...args)),
      hasten: () => Promise.reject(new Error("no agent of these scenarios registers again")),
      waits: async () => new Map((await step("read claims")) as [string, number][]),
    },
    waits: stateMachineWaits({
      client: { send: (command: object) => sendForWaits(step, command) } as unknown as SFNClient,
      stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:Wait",
      clock,
      partitionOf: (approvalRequestId) => `A#${approvalRequestId}`,
      readToken: async () => ((await step("read token")) ?? undefined) as string | undefined,
      forgetToken: async (_, token) => void (await step("forget token", token)),
    }),
    resumers: {
      "task-token": taskTokenResumer(
        { send: (command: object) => sendToAgent(step, command) } as unknown as SFNClient,
        async () => content,
      ),
    },
    resumeQueue: { push: ask("push") },
    publisher: { publish: ask("publish") },
    clock,
    crypto: { ...base.crypto, newEventId: () => next("event"), newSalt: () => next("salt") },
  };
}

function sendForWaits(step: Step, command: object): Promise<unknown> {
  if (command instanceof StartExecutionCommand) return step("start wait", generationIn(command.input.name));
  if (command instanceof DescribeExecutionCommand)
    return step("describe wait", generationIn(command.input.executionArn));
  if (command instanceof SendTaskSuccessCommand) return step("end wait", command.input.taskToken);
  throw new Error(`the state machine takes no ${command.constructor.name}`);
}

function sendToAgent(step: Step, command: object): Promise<unknown> {
  if (!(command instanceof SendTaskSuccessCommand)) throw new Error(`an agent takes no ${command.constructor.name}`);
  const { decision } = JSON.parse(command.input.output ?? "") as { decision: string };
  return step("tell agent", command.input.taskToken, decision);
}

function generationIn(name = ""): number {
  return Number(/-g(\d+)$/.exec(name)?.[1]);
}
