import { DurableOperationError } from "@aws/durable-execution-sdk-js";
import { SaysoError, type SaysoErrorCode, type SaysoErrorDetails } from "../sayso-error.ts";

interface Kept extends Pick<SaysoErrorDetails, "status" | "fields" | "retryable"> {
  readonly code: SaysoErrorCode;
  readonly message: string;
}

/** How a step fails with a {@link SaysoError}: as it must be written down to come back as one, here and in a replay. */
export class StepFailure extends DurableOperationError {
  override readonly errorType = "SaysoError";

  /** The approval of a conflict is left out: it holds the request and the reviewer's words. */
  constructor({ code, message, status, fields, retryable }: SaysoError) {
    super(message, undefined, JSON.stringify({ sayso: { code, message, status, fields, retryable } satisfies Kept }));
  }
}

/** The {@link SaysoError} with which a durable operation has failed, however deep it lies, if it is one. */
export function saysoErrorOf(error: unknown): SaysoError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof SaysoError) return at;
    const kept = at instanceof DurableOperationError ? readKept(at.errorData) : undefined;
    if (kept !== undefined) return new SaysoError(kept.code, kept.message, { ...kept, cause: error });
  }
  return undefined;
}

function readKept(errorData: string | undefined): Kept | undefined {
  try {
    return JSON.parse(errorData ?? "{}").sayso;
  } catch {
    return undefined;
  }
}

/** Does the work inside a step, so that a {@link SaysoError} fails the step in a way that can be read back. */
export async function inStep<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SaysoError ? new StepFailure(error) : error;
  }
}

/** The operation's outcome; throws the {@link SaysoError} with which it failed, or else what it threw. */
export async function ofOperation<T>(operation: PromiseLike<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw saysoErrorOf(error) ?? error;
  }
}
