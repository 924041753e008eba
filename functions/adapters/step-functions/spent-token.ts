/** Step Functions says so of a token whose task has ended, has been answered already, or never was. */
const spent = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

/** The name under which Step Functions calls a token spent, or undefined for another error. */
export function spentToken(error: unknown): string | undefined {
  return error instanceof Error && spent.includes(error.name) ? error.name : undefined;
}
