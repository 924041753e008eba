import type { DurableContext } from "@aws/durable-execution-sdk-js";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { NoteOptions } from "../agent.ts";
import type { ApprovalResult } from "../approval-result.ts";
import {
  type AgentModel,
  askModel,
  askModelForJson,
  configuredModel,
  type ModelQuestion,
  readAnswer,
} from "../ask-model.ts";
import { readResult } from "../read-result.ts";
import type { PauseRequest, SaysoClient } from "../sayso-client.ts";
import type { PendingWaitOptions } from "../wait-options.ts";
import { WaitTimeout } from "../wait-timeout.ts";
import type { DurableStory } from "./durable-story.ts";
import { inStep, ofOperation } from "./step-failure.ts";
import { askModelAgain } from "./step-retries.ts";
import { waitForDecision } from "./wait-for-decision.ts";
import { waitForEnd } from "./wait-for-end.ts";

/** What `app.pause` takes: the request, how long to wait, and whom to tell, once, that it is pending. */
export type DurablePauseRequest = Omit<PauseRequest, "signal" | "resume">;

/** How long `app.waitForResume` waits. */
export type DurableWaitOptions = Omit<PendingWaitOptions, "signal">;

/** What `app.ai` asks. */
export type DurableModelQuestion = Omit<ModelQuestion, "signal">;

/** What a run is made of. */
export interface DurableRunParts {
  readonly name: string;
  readonly client: SaysoClient;
  readonly model: AgentModel | undefined;
  readonly executionId: string;
  readonly context: DurableContext;
  readonly story: DurableStory;
}

/** Hours that an approval stays open when its request does not say. */
const defaultExpiresInHours = 72;

/**
 * An agent in one durable execution: what an `Agent` is in a process that stays alive. Every call is a step of the
 * execution, done once however often Lambda runs the handler again.
 */
export class DurableRun {
  /** The agent's name. */
  readonly name: string;
  readonly client: SaysoClient;
  readonly model: AgentModel | undefined;
  /** Under which reviewers find the execution; the same in every replay. */
  readonly executionId: string;
  /** AWS's own, for steps of your own (`app.context.step`), waits and parallel branches. */
  readonly context: DurableContext;
  readonly #story: DurableStory;
  #questions = 0;

  /** Made by `durableAgent`. */
  constructor(parts: DurableRunParts) {
    this.name = parts.name;
    this.client = parts.client;
    this.model = parts.model;
    this.executionId = parts.executionId;
    this.context = parts.context;
    this.#story = parts.story;
  }

  /**
   * Asks the agent's model, once: a replay is given the answer of the first time. Otherwise as `agent.ai`.
   *
   * @throws {SaysoError} `model_not_configured`, or `invalid_answer` with `fields`, the third time.
   * @throws AWS's `StepError` with the name and message of what the model's provider threw, after retries.
   */
  ai(question: DurableModelQuestion): Promise<string>;
  ai<Schema extends StandardSchemaV1>(
    question: DurableModelQuestion & { readonly schema: Schema },
  ): Promise<StandardSchemaV1.InferOutput<Schema>>;
  async ai({ schema, ...question }: DurableModelQuestion & { readonly schema?: StandardSchemaV1 }): Promise<unknown> {
    const model = configuredModel(this.model, `durableAgent(${JSON.stringify(this.name)}, …, { model })`);
    const ask = async (): Promise<unknown> => {
      if (schema === undefined) return askModel(model, question);
      const answer = await askModelForJson(model, question, schema);
      await readAnswer(schema, answer);
      return answer;
    };
    const step = this.context.step(`ai ${++this.#questions}`, () => inStep(ask), { retryStrategy: askModelAgain });
    const answer = await ofOperation(step);
    return schema === undefined ? answer : readAnswer(schema, answer);
  }

  /**
   * Writes a line into the execution's story, once. Need not be awaited but at the end of a branch: pauses and the end
   * of the execution wait for it. A note that cannot be recorded is reported to `onProblem` and fails nothing.
   */
  note(message: string, options: NoteOptions = {}): Promise<void> {
    return this.#story.note(this.context, { message, ...options });
  }

  /**
   * Asks a person and waits for the answer, five minutes or five months; nothing runs meanwhile.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds (default: no limit but its expiry), or
   * when it should have expired and the server cannot be reached for hours.
   * @throws {SaysoError} `approval_request_conflict` when the id stands for other content, and others; without the
   * existing `approval`, which `app.client.getApproval` gets in a step of your own.
   */
  async pause(request: DurablePauseRequest): Promise<ApprovalResult> {
    const { timeout, onPending, ...content } = request;
    const { approvalRequestId, expiresInHours = defaultExpiresInHours } = content;
    const submit = async (callbackId: string): Promise<void> => {
      await this.#story.flush();
      const asked = { agent: this.name, executionId: this.executionId, ...content };
      const resume = { kind: "durable", callbackId } as const;
      const approval = await this.client.requestApproval({ ...asked, resume }, { retryFor: 0 });
      if (approval.status === "pending") onPending?.(approval);
    };
    const wait = { client: this.client, approvalRequestId, expiresInHours, timeout, submit };
    // Begun here and now, before anything is awaited: pauses that run at the same time must begin in the same order.
    const pausing = this.context.runInChildContext(undefined, (own) => waitForDecision(own, wait), {
      virtualContext: true,
      errorMapper: (error) => error,
    });
    const end = await ofOperation(pausing);
    if (end.type === "timeUp") throw new WaitTimeout(approvalRequestId, end.waited, { pending: end.pending });
    return ended(end.result, approvalRequestId);
  }

  /**
   * For an execution that takes the place of one that has failed or was stopped: `null` at once where nothing was asked
   * under that id, the result where it has ended, and otherwise waits for it. Within one execution it is not needed:
   * Lambda itself takes up the wait.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds; never `null` then.
   */
  async waitForResume(
    wait: { readonly approvalRequestId: string } & DurableWaitOptions,
  ): Promise<ApprovalResult | null> {
    const state = await ofOperation(waitForEnd(this.context, { ...wait, client: this.client }));
    if (state.type === "nothing") return null;
    if (state.type === "ended") return ended(state.result, wait.approvalRequestId);
    throw new WaitTimeout(wait.approvalRequestId, wait.timeout ?? Infinity, { pending: state.type === "pending" });
  }

  /**
   * The same agent in a branch that AWS's `context.parallel`, `map` or `runInChildContext` has opened.
   *
   * @param name tells the branch apart from its siblings
   * @example
   * await app.context.parallel("reviews", [
   *   (branch) => app.within(branch, "legal").pause({ approvalRequestId: "claim-42-legal" }),
   *   (branch) => app.within(branch, "finance").pause({ approvalRequestId: "claim-42-finance" }),
   * ]);
   */
  within(context: DurableContext, name: string): DurableRun {
    const { client, model, executionId } = this;
    return new DurableRun({ name: this.name, client, model, executionId, context, story: this.#story.branch(name) });
  }
}

/** Written down as its JSON, read back as what it was. */
function ended(json: unknown, approvalRequestId: string): ApprovalResult {
  const result = readResult(json, approvalRequestId);
  if (result === undefined) throw new TypeError(`The end of approval ${approvalRequestId} cannot be read`);
  return result;
}
