import { after, before } from "node:test";
import { type DurableOperation, LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { eventually } from "../eventually.ts";

type Handler = ConstructorParameters<typeof LocalDurableTestRunner>[0]["handlerFunction"];

/** AWS's own local runner of durable functions, on real time: what it skips, it does not skip for callbacks. */
export function useRunner(): void {
  before(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: false }));
  after(() => LocalDurableTestRunner.teardownTestEnvironment());
}

/** A durable execution that has been started. */
export function start<Result = unknown>(handler: Handler, payload: unknown = {}) {
  const runner = new LocalDurableTestRunner<Result>({ handlerFunction: handler });
  return { runner, end: runner.run({ payload }) };
}

/** A callback that the execution waits for, once it can be answered: the runner hears of it a moment after it began. */
export async function callbackOf<Result>(
  runner: LocalDurableTestRunner<Result>,
  name: string,
  index?: number,
): Promise<DurableOperation> {
  const operation = index === undefined ? runner.getOperation(name) : runner.getOperation(name, index);
  await eventually(() => operation.getCallbackDetails() !== undefined);
  return operation;
}
