import { after, before } from "node:test";
import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";

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
