import { AsyncLocalStorage } from "node:async_hooks";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ApprovalResult } from "./approval-result.ts";
import {
  type AgentModel,
  askModel,
  askModelFor,
  configuredModel,
  environmentModel,
  type ModelQuestion,
} from "./ask-model.ts";
import { ExecutionRecord } from "./execution-record.ts";
import type { Reasoner } from "./reasoner.ts";
import { type PauseRequest, SaysoClient } from "./sayso-client.ts";
import { SaysoError } from "./sayso-error.ts";
import type { PendingWaitOptions } from "./wait-options.ts";
import { warnOfProblem } from "./warn-of-problem.ts";

/** What an agent works with. */
export interface AgentOptions {
  /** Default: `new SaysoClient()`, configured by the environment. */
  readonly client?: SaysoClient | undefined;
  /**
   * The model that `agent.ai` asks. Default: the AI Gateway id in the environment's `SAYSO_MODEL`. Without one, `agent.ai`
   * fails with `model_not_configured`.
   */
  readonly model?: AgentModel | undefined;
  /** Told of notes and statuses that could not be recorded. Default: Node's warnings. */
  readonly onProblem?: ((problem: SaysoError) => void) | undefined;
}

/** Which execution a note belongs to, and its labels. */
export interface NoteOptions {
  readonly tags?: readonly string[] | undefined;
}

const running = new AsyncLocalStorage<ExecutionRecord>();

/**
 * An agent that stops for a person's say-so.
 *
 * @example
 * const agent = new Agent("claim-processor");
 * const processClaim = agent.reasoner("process-claim", async (claimId: string, amount: number) => {
 *   agent.note(`Escalating claim ${claimId}`, { tags: ["escalation"] });
 *   const result = await agent.pause({ approvalRequestId: `claim-${claimId}`, title: `Pay $${amount}?` });
 *   return result.approved ? "paid" : "not paid";
 * });
 * await processClaim("42", 12_000);
 */
export class Agent {
  readonly name: string;
  readonly client: SaysoClient;
  readonly model: AgentModel | undefined;
  readonly #onProblem: (problem: SaysoError) => void;

  constructor(name: string, options: AgentOptions = {}) {
    this.name = name;
    this.model = options.model ?? environmentModel();
    this.#onProblem = options.onProblem ?? warnOfProblem;
    this.client = options.client ?? new SaysoClient({ onProblem: this.#onProblem });
  }

  /** Makes a function one whose every call is an execution. Its name is the start of each execution's id. */
  reasoner<Args extends unknown[], Result>(fn: (...args: Args) => Promise<Result>): Reasoner<Args, Result>;
  reasoner<Args extends unknown[], Result>(
    name: string,
    fn: (...args: Args) => Promise<Result>,
  ): Reasoner<Args, Result>;
  reasoner<Args extends unknown[], Result>(
    ...named: [(...args: Args) => Promise<Result>] | [string, (...args: Args) => Promise<Result>]
  ): Reasoner<Args, Result> {
    const fn = named.length === 1 ? named[0] : named[1];
    const name =
      (named.length === 1 ? fn.name : named[0]).replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 80) || "execution";
    const withExecutionId =
      (executionId: string) =>
      (...args: Args) =>
        this.#execute(executionId, () => fn(...args));
    const call = (...args: Args) => withExecutionId(`${name}-${crypto.randomUUID()}`)(...args);
    return Object.assign(call, { withExecutionId });
  }

  /**
   * Asks the agent's model. With a schema (zod, or another Standard Schema that can be written as JSON Schema) the
   * answer is checked and typed, without one it is text. Errors of the model's provider are thrown as they are.
   *
   * @throws {SaysoError} `model_not_configured`, or `invalid_answer` with `fields`.
   * @example
   * const { riskScore } = await agent.ai({
   *   system: "You are an insurance claim assessor.",
   *   user: "Claim #42: $12,000.00 - water damage",
   *   schema: z.object({ riskScore: z.number().min(0).max(100) }),
   * });
   */
  ai(question: ModelQuestion): Promise<string>;
  ai<Schema extends StandardSchemaV1>(
    question: ModelQuestion & { readonly schema: Schema },
  ): Promise<StandardSchemaV1.InferOutput<Schema>>;
  async ai({ schema, ...question }: ModelQuestion & { readonly schema?: StandardSchemaV1 }): Promise<unknown> {
    const model = configuredModel(this.model, `new Agent(${JSON.stringify(this.name)}, { model })`);
    return schema === undefined ? askModel(model, question) : askModelFor(model, question, schema);
  }

  /**
   * Writes a line into the running execution's story, for the reviewer to read. Returns at once; the notes of one
   * execution arrive in order, before its pauses and before its end. A note that cannot be recorded is reported to
   * `onProblem` and fails nothing.
   */
  note(message: string, options: NoteOptions = {}): void {
    const execution = running.getStore();
    if (execution !== undefined) execution.note({ message, ...options });
    else
      this.#onProblem(
        new SaysoError("invalid_request", "A note outside of a reasoner belongs to no execution and is lost"),
      );
  }

  /**
   * Asks a person and waits for the answer, five minutes or five months.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds (default: no limit but its expiry).
   * @throws {SaysoError} `approval_request_conflict` when the id stands for other content, and others.
   */
  async pause(request: PauseRequest): Promise<ApprovalResult> {
    const execution = running.getStore();
    await execution?.flush();
    const { agent = this.name, executionId = execution?.executionId } = request;
    return this.client.pause({ ...request, agent, executionId });
  }

  /**
   * Call it first in a reasoner that pauses: after a crash it takes up the wait, so that nothing is analysed or asked
   * twice. `null` at once where nothing was asked before.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds; never `null` then.
   */
  async waitForResume(
    wait: { readonly approvalRequestId: string } & PendingWaitOptions,
  ): Promise<ApprovalResult | null> {
    return this.client.waitForResume(wait.approvalRequestId, wait);
  }

  async #execute<Result>(executionId: string, work: () => Promise<Result>): Promise<Result> {
    const execution = new ExecutionRecord(this.client, this.name, executionId, this.#onProblem);
    execution.status("running");
    try {
      const result = await running.run(execution, work);
      execution.status("succeeded");
      return result;
    } catch (error) {
      execution.status("failed");
      throw error;
    } finally {
      await execution.flush();
    }
  }
}
