import type { SaysoError } from "./sayso-error.ts";

/** Reports through Node's warnings (`SaysoWarning` on stderr, `process.on("warning")`). */
export function warnOfProblem(problem: SaysoError): void {
  process.emitWarning(problem.message, { type: "SaysoWarning", code: problem.code });
}
