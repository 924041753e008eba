import type { ApprovalSummary, AuditEntry, Execution, Note } from "../page/wire.ts";
import { executionTexts as texts } from "../texts/executions.ts";

/** One thing that happened to an execution. */
export interface Happening {
  readonly key: string;
  readonly at: string;
  readonly kind: "start" | "note" | "wait" | "entry" | "decision" | "resume" | "end";
  readonly words: string;
  readonly note?: Note;
  readonly approval?: ApprovalSummary;
  readonly entry?: AuditEntry;
}

interface Known {
  readonly execution: Execution;
  readonly notes: readonly Note[];
  readonly approvals: readonly ApprovalSummary[];
  /** Those of its approvals. */
  readonly entries: readonly AuditEntry[];
}

/** Everything that is known of an execution, in order of time. */
export function timeline({ execution, notes, approvals, entries }: Known): readonly Happening[] {
  const { createdAt, updatedAt, status, executionId } = execution;
  const byId = new Map(approvals.map((approval) => [approval.approvalRequestId, approval]));
  const about = (entry: AuditEntry) => {
    const approval = byId.get(entry.approvalRequestId ?? "");
    return approval ? { approval } : {};
  };
  const happenings: Happening[] = [
    { key: "start", at: createdAt, kind: "start", words: texts.began },
    ...notes.map((note) => ({ key: note.noteId, at: note.at, kind: "note" as const, words: texts.note, note })),
    ...approvals.map((approval) => ({
      key: approval.approvalRequestId,
      at: approval.createdAt,
      kind: "wait" as const,
      words: texts.asked,
      approval,
    })),
    ...entries.flatMap((entry) => {
      const words = texts.entry[entry.type];
      // Another execution may wait on the same approval.
      const others = entry.type.startsWith("execution.") && entry.executionId !== executionId;
      if (words === undefined || others) return [];
      return [{ key: entry.eventId, at: entry.at, kind: kindOf(entry.type), words, entry, ...about(entry) }];
    }),
  ];
  const ended = texts.ended[status];
  if (ended) happenings.push({ key: "end", at: updatedAt, kind: "end", words: ended });
  return happenings.sort((a, b) => a.at.localeCompare(b.at));
}

function kindOf(type: string): Happening["kind"] {
  if (type === "execution.resumed") return "resume";
  return /^approval\.(decided|expired|cancelled|failed)$/.test(type) ? "decision" : "entry";
}
