import { basename, join } from "node:path";
import { SaysoError } from "@sayso/sdk";
import { agent } from "./claim-agent.ts";
import { ClaimJournal } from "./claim-journal.ts";
import { type ClaimsCommand, claimsCommand, usage } from "./claims-command.ts";
import { ClaimsProgress } from "./claims-progress.ts";
import { claimsSummary } from "./claims-summary.ts";
import { assessorInWords } from "./configured-model.ts";
import { InputError } from "./input-error.ts";
import { onlyRun } from "./only-run.ts";
import { type ProcessedClaims, processClaims } from "./process-claims.ts";
import { readClaims } from "./read-claims.ts";

/** Works through a file of claims; see `usage`. The result is the exit code: 0 done, 1 some claims left, 2 wrong input. */
async function main(args: string[]): Promise<number> {
  const command = claimsCommand(args);
  if (command === undefined) {
    console.log(usage);
    return 0;
  }
  const file = await readClaims(command.file);
  const claims = file.claims.slice(0, command.limit);
  const journalPath = command.journal ?? join(".sayso", "claims", `${file.hash}.ndjson`);
  if (!(await onlyRun(journalPath)))
    throw new InputError(`Another run is at work on ${file.name}; its journal is ${journalPath}`);
  const journal = await ClaimJournal.open(journalPath);
  const progress = new ClaimsProgress(claims.length, command.quietProgress);
  for (const { claimId } of claims) {
    const outcome = journal.outcomes.get(claimId);
    if (outcome !== undefined) progress.ended(claimId, outcome);
  }
  const left = claims.filter(({ claimId }) => !journal.outcomes.has(claimId));
  const assessor = assessorInWords(agent.model);
  const hint = agent.model === undefined ? " (SAYSO_MODEL sets a model)" : "";
  console.log(`${file.name}: ${claims.length} claims, ${progress.done} done before. Assessed by ${assessor}${hint}.`);
  if (left[0] !== undefined) await checkServer(left[0].claimId);

  const processed: ProcessedClaims = { analyses: 0, analysesRecalled: 0, failures: [] };
  leaveOnSignals(progress, command);
  await processClaims(left, { ...command, journal, progress }, processed);
  progress.stop();
  console.log(claimsSummary({ ...processed, counts: progress.counts, assessor, journal: journalPath }));
  return reportFailures(processed);
}

/** One question before a thousand: is the server there, and does it know the key? */
async function checkServer(claimId: string): Promise<void> {
  try {
    await agent.client.getApproval(`claim-${claimId}`, { retryFor: 3000 });
  } catch (error) {
    if (!(error instanceof SaysoError)) throw error;
    if (error.code === "approval_not_found") return;
    throw new InputError(whatToDo(error));
  }
}

function whatToDo({ code, message }: SaysoError): string {
  const said = message.replace(/\.$/, "");
  if (code === "network") return `${said}. Start it with npm start, or set SAYSO_SERVER_URL.`;
  if ((process.env.SAYSO_API_KEY ?? "") === "")
    return "The server asks for an API key: set SAYSO_API_KEY to the agents' key that npm start printed.";
  return `${said}. Look at SAYSO_API_KEY.`;
}

function reportFailures({ failures }: ProcessedClaims): number {
  if (failures.length === 0) return 0;
  for (const { claimId, error } of failures.slice(0, 5)) console.error(`! Claim ${claimId}: ${error.message}`);
  if (failures.length > 5) console.error(`! and ${failures.length - 5} more`);
  console.error(`${failures.length} claims were not processed. Run the same command again to go on.`);
  return 1;
}

function leaveOnSignals(progress: ClaimsProgress, { file }: ClaimsCommand): void {
  const leave = (code: number) => {
    progress.stop();
    console.log(`Stopped: ${progress.done} claims done, ${progress.waiting} wait for a decision. Nothing is lost.`);
    console.log(`Run the same command again to go on with ${basename(file)}.`);
    process.exit(code);
  };
  process.once("SIGINT", () => leave(130));
  process.once("SIGTERM", () => leave(143));
  // Started by another program: end with it.
  process.once("disconnect", () => process.exit(0));
}

// Whoever read the output has gone.
process.stdout.on("error", () => process.exit(0));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof InputError ? error.message : error);
    process.exit(2);
  },
);
