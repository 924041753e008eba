import { z } from "zod";
import { AppendOnlyFile } from "./append-only-file.ts";
import { ClaimAssessment } from "./claim-assessment.ts";
import { type ClaimOutcome, claimOutcomes } from "./claim-outcome.ts";
import { InputError } from "./input-error.ts";

const Entry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("analysed"), claimId: z.string(), assessor: z.string(), assessment: ClaimAssessment }),
  z.object({
    type: z.literal("outcome"),
    claimId: z.string(),
    outcome: z.enum(claimOutcomes),
    feedback: z.string().nullable(),
  }),
]);

type Entry = z.infer<typeof Entry>;

/**
 * What is done, kept so that a run that was killed goes on where it was: one `outcome` line per claim, and an
 * `analysed` line for each analysis, written before anybody is asked.
 */
export class ClaimJournal {
  readonly path: string;
  readonly outcomes = new Map<string, ClaimOutcome>();
  readonly #analyses = new Map<string, ClaimAssessment>();
  readonly #file: AppendOnlyFile;

  private constructor(path: string, file: AppendOnlyFile) {
    this.path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<ClaimJournal> {
    const { file, lines } = await AppendOnlyFile.open(path);
    const journal = new ClaimJournal(path, file);
    for (const [index, line] of lines.entries()) journal.#recall(readEntry(line, `${path}, line ${index + 1}`));
    return journal;
  }

  /** The analysis that was made of the claim before, by the same assessor. */
  analysis(claimId: string, assessor: string): ClaimAssessment | undefined {
    return this.#analyses.get(`${assessor} ${claimId}`);
  }

  async analysed(claimId: string, assessor: string, assessment: ClaimAssessment): Promise<void> {
    await this.#write({ type: "analysed", claimId, assessor, assessment });
  }

  async outcome(claimId: string, outcome: ClaimOutcome, feedback: string | null): Promise<void> {
    if (this.outcomes.has(claimId)) throw new Error(`Claim ${claimId} has its outcome already`);
    await this.#write({ type: "outcome", claimId, outcome, feedback });
  }

  async #write(entry: Entry): Promise<void> {
    this.#recall(entry);
    await this.#file.append(JSON.stringify({ at: new Date().toISOString(), ...entry }));
  }

  #recall(entry: Entry): void {
    if (entry.type === "outcome") this.outcomes.set(entry.claimId, entry.outcome);
    else this.#analyses.set(`${entry.assessor} ${entry.claimId}`, entry.assessment);
  }
}

function readEntry(line: string, where: string): Entry {
  try {
    return Entry.parse(JSON.parse(line));
  } catch {
    throw new InputError(
      `${where}: not a line of a claims journal. Move the file away, or choose another with --journal`,
    );
  }
}
