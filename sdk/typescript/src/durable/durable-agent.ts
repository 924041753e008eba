import {
  type DurableExecutionConfig,
  type DurableLambdaHandler,
  withDurableExecution,
} from "@aws/durable-execution-sdk-js";
import type { AgentOptions } from "../agent.ts";
import { environmentModel } from "../ask-model.ts";
import { SaysoClient } from "../sayso-client.ts";
import { warnOfProblem } from "../warn-of-problem.ts";
import { durableExecutionId } from "./durable-execution-id.ts";
import { DurableRun } from "./durable-run.ts";
import { DurableStory } from "./durable-story.ts";

/** What a durable agent works with. */
export interface DurableAgentOptions extends AgentOptions {
  /** Handed to AWS's `withDurableExecution`. */
  readonly durable?: DurableExecutionConfig | undefined;
}

/**
 * An agent as the handler of an AWS Lambda durable function. It costs nothing while it waits for a person, however long
 * that takes, and goes on at the very line: what ran before is not run again.
 *
 * Lambda runs the handler again from its start after each wait, with the outcome of every step in place of the step. So
 * code outside of steps must do the same each time it runs: side effects, the time and random numbers belong into
 * `app.context.step`.
 *
 * @param name the agent's name, as `Agent` takes it
 * @param work what it does, `app` being what an `Agent` is in a process that stays alive
 * @example
 * export const handler = durableAgent("claim-processor", async (app, claim: { id: string; amount: number }) => {
 *   const result = await app.pause({ approvalRequestId: `claim-${claim.id}`, title: `Pay $${claim.amount}?` });
 *   if (result.approved) await app.context.step("pay", () => pay(claim));
 *   return result.decision;
 * });
 */
export function durableAgent<Event, Result>(
  name: string,
  work: (app: DurableRun, event: Event) => Promise<Result>,
  options: DurableAgentOptions = {},
): DurableLambdaHandler {
  const { model = environmentModel(), onProblem = warnOfProblem, durable } = options;
  const client = options.client ?? new SaysoClient({ onProblem });
  return withDurableExecution<Event, Result>(async (event, context) => {
    const executionId = durableExecutionId(name, context.executionContext.durableExecutionArn);
    const story = new DurableStory({ client, agent: name, executionId, onProblem });
    const app = new DurableRun({ name, client, model, executionId, context, story });
    void story.status(context, "running");
    try {
      const result = await work(app, event);
      await story.status(context, "succeeded");
      return result;
    } catch (error) {
      await story.status(context, "failed");
      throw error;
    }
  }, durable);
}
