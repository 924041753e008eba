import type { ApprovalContent } from "./approval.ts";
import { type PlainLine, plainLine } from "./plain-line.ts";

const longest = 400;

/** An action in one line, such as `pay_claim: amount 120.5, currency "EUR"`. */
export function actionLine({ name, arguments: given }: NonNullable<ApprovalContent["action"]>): PlainLine {
  const words = argumentWords(given);
  return plainLine(words === "" ? name : `${name}: ${words}`, longest);
}

function argumentWords(given: unknown): string {
  if (given === null || given === undefined) return "";
  if (typeof given !== "object" || Array.isArray(given)) return JSON.stringify(given);
  return Object.entries(given)
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
    .join(", ");
}
