import { readFileSync } from "node:fs";
import { AppendOnlyFile } from "../../examples/claim-processor/typescript/append-only-file.ts";

/** How something ended, as every answer of the service says it. */
export interface Result {
  readonly decision: string;
  readonly feedback: string | null;
  readonly decidedAt: string;
}

/** What an agent wrote down, before it did something and after it was told something. */
export type AgentLine =
  | { readonly type: "asking"; readonly id: string; readonly expiresInHours: number }
  | { readonly type: "accepted"; readonly id: string; readonly createdAt: string }
  /** Its withdrawal was acknowledged. */
  | ({ readonly type: "withdrawn"; readonly id: string } & Result)
  | ({ readonly type: "result"; readonly id: string } & Result);

/** What a reviewer's program wrote down. `key` is the decision's own. */
export type ReviewerLine =
  | { readonly type: "deciding"; readonly key: string; readonly id: string; readonly decision: Decision }
  | ({ readonly type: "recorded"; readonly key: string; readonly id: string } & Result)
  /** It was refused, and told what is on record. */
  | ({ readonly type: "refused"; readonly key: string; readonly id: string; readonly code: string } & Result);

export type Decision = "approved" | "rejected" | "request_changes";

export function resultOf(told: { decision: string | null; feedback: string | null; decidedAt: string | null }): Result {
  return { decision: String(told.decision), feedback: told.feedback, decidedAt: String(told.decidedAt) };
}

/** What is in a journal; nobody writes to it any more. */
export function journalOf<Line>(path: string): readonly Line[] {
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line): Line => JSON.parse(line));
}

/** A journal that outlives `kill -9`: a line is on the disk before anything is done because of it. */
export async function openJournal<Line>(path: string) {
  const { file, lines } = await AppendOnlyFile.open(path);
  return {
    lines: lines.map((line): Line => JSON.parse(line)),
    write: (line: Line) => file.append(JSON.stringify(line)),
  };
}
