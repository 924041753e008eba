import type { AcceptanceRun } from "./acceptance-run.ts";
import { journalOutcomes } from "./journal-outcomes.ts";

/** What the run was, in figures. */
export function runSummary(run: AcceptanceRun): string {
  const { file, journal, book, killed, service, gaveUp, interruptions, began, tookMs } = run;
  const outcomes = journalOutcomes(journal);
  const paused = [...outcomes.values()].filter(({ outcome }) => outcome !== "automatic").length;
  const recorded = book.filter(({ answer }) => answer === "recorded");
  const channels = ["dashboard", "api", "review_link"] as const;
  const by = channels.map((channel) => recorded.filter((attempt) => attempt.channel === channel));
  const allAsked = Math.max(
    ...journal.filter(({ type }) => type === "analysed").map(({ at }) => Date.parse(at) - began),
  );
  const toOutcome = recorded.map(({ approvalRequestId, answeredAt }) => {
    const at = outcomes.get(approvalRequestId.slice("claim-".length))?.at ?? "";
    return Math.max(0, Date.parse(at) - answeredAt);
  });
  const browser = by[0] ?? [];
  return [
    "",
    `claims                 ${file.claimIds.length} (${file.origin})`,
    `settled automatically  ${outcomes.size - paused}`,
    `paused for a person    ${paused}`,
    `decided in the browser ${browser.length}, ${browser.filter(({ by }) => by === "keyboard").length} of them by keyboard alone (begun anew ${interruptions} times)`,
    `decided over HTTP      ${by[1]?.length} as the signed-in person, ${by[2]?.length} by review link`,
    `conflicts              ${book.filter(({ answer }) => answer === "refused").length} decisions came second and were told who won`,
    `answers lost           ${book.filter(({ replyLost }) => replyLost).length} on purpose, and the same was sent again`,
    `kill -9                ${killed.service} of the service, ${killed.worker} of the worker`,
    `worker gave up         ${gaveUp.length} times, for the service was down when it started`,
    `all asked after        ${seconds(allAsked)}`,
    `whole run              ${seconds(tookMs)}`,
    `restart of the service ${spread(service.restarts)}`,
    `decision over HTTP     ${spread(recorded.filter(({ channel }) => channel !== "dashboard").map(({ tookMs }) => tookMs))}`,
    `decision in browser    ${spread(browser.map(({ tookMs }) => tookMs))} from the list to the outcome`,
    `acknowledged → outcome ${spread(toOutcome)} until it is in the worker's journal`,
    "",
  ].join("\n");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  const most = sorted.length < 100 ? "" : ` 99 % within ${at(0.99)} ms,`;
  return `median ${at(0.5)} ms,${most} longest ${at(1)} ms`;
}
