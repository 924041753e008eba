import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { TestContext } from "node:test";
import type {
  CheckpointDurableExecutionRequest,
  OperationStatus,
  OperationUpdate,
  WireOperation,
} from "@aws/durable-execution-sdk-js";

const statusAfter = { START: "STARTED", SUCCEED: "SUCCEEDED", FAIL: "FAILED" } as const;

/**
 * Stands in for Lambda's own store of checkpoints: keeps what one execution has written down, apart from the processes
 * that run it, so that these can be killed. It knows steps, child contexts and callbacks.
 */
export class CheckpointDouble {
  readonly operations = new Map<string, WireOperation>();
  readonly killed: string[] = [];
  /** Asked for each thing that a process does; where it says so the process is killed, and what it wrote is lost. */
  killAt: (what: string) => boolean = () => false;
  /** Questions that the model has answered. */
  modelCalls = 0;
  child: ChildProcess | undefined;
  url = "";

  constructor(input: unknown) {
    const ExecutionDetails = { InputPayload: JSON.stringify(input) };
    this.#put({ Id: "execution", Type: "EXECUTION", Status: "STARTED", ExecutionDetails } as WireOperation);
  }

  async listen(t: TestContext): Promise<void> {
    const server = createServer(async (request, response) => {
      const answer = await this.#answer(request);
      if (answer !== undefined) response.end(JSON.stringify(answer));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** The operations of that name, with those inside them. */
  named(name: string): WireOperation[] {
    const all = [...this.operations.values()];
    const own = all.filter(({ Name }) => Name === name);
    return [...own, ...all.filter(({ ParentId }) => own.some(({ Id }) => Id === ParentId))];
  }

  callBack(pause: string, result: unknown): void {
    const callback = this.named(pause).find(({ Type }) => Type === "CALLBACK");
    if (callback === undefined) throw new Error(`${pause} has no callback`);
    const CallbackDetails = { ...callback.CallbackDetails, Result: JSON.stringify(result) };
    this.#put({ ...callback, Status: "SUCCEEDED" as OperationStatus, CallbackDetails });
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    if (request.url === "/model") {
      if (this.#kills("model")) return undefined;
      this.modelCalls++;
      return {};
    }
    const { Updates = [] } = (await json(request)) as CheckpointDurableExecutionRequest;
    if (Updates.some((update) => this.#kills(this.#wordsFor(update, Updates)))) return undefined;
    const changed = Updates.map((update) => this.#apply(update));
    return { CheckpointToken: "token", NewExecutionState: { Operations: changed } };
  }

  /** Such as `SUCCEED note 1`; what is inside a pause has no name and takes the pause's. */
  #wordsFor({ Action, Name, ParentId, Type }: OperationUpdate, together: readonly OperationUpdate[]): string {
    const parent = together.find(({ Id }) => Id === ParentId) ?? this.operations.get(ParentId ?? "");
    return `${Action} ${Name ?? `${Type?.toLowerCase()} of ${parent?.Name}`}`;
  }

  #kills(what: string): boolean {
    if (!this.killAt(what)) return false;
    this.killed.push(what);
    this.child?.kill("SIGKILL");
    return true;
  }

  #apply(update: OperationUpdate): WireOperation {
    const { Id = "", ParentId, Name, Type, SubType, Action, Payload: Result, Error: error } = update;
    const Status = statusAfter[Action as keyof typeof statusAfter];
    if (Status === undefined) throw new TypeError(`${Action} is more than this double knows`);
    const before = this.operations.get(Id);
    const operation = {
      ...before,
      Id,
      ParentId,
      Name,
      Type,
      SubType,
      Status,
      StartTimestamp: new Date(),
    } as WireOperation;
    if (Type === "STEP") operation.StepDetails = { Attempt: 1, Result, Error: error };
    if (Type === "CONTEXT") operation.ContextDetails = { Result, Error: error };
    if (Type === "CALLBACK") operation.CallbackDetails = { CallbackId: Buffer.from(Id).toString("base64") };
    this.#put(operation);
    return operation;
  }

  #put(operation: WireOperation): void {
    this.operations.set(operation.Id ?? "", operation);
  }
}
