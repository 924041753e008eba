import { type SideBySide, type Spread, type Standing, standings } from "./side-by-side-results.ts";

const columns: Readonly<Record<string, (standing: Standing) => string>> = {
  "": ({ name }) => name,
  "decision → resumed, p50": ({ resumedP50 }) => show(resumedP50, "ms"),
  p99: ({ resumedP99 }) => show(resumedP99, "ms"),
  "the same among the pending, p50": ({ amongPendingP50 }) => show(amongPendingP50, "ms"),
  "a pause registered, p50": ({ registeredP50 }) => show(registeredP50, "ms"),
  "pending registered": ({ pending, pendingRegistered }) =>
    `${pending.toLocaleString("en-US")} in ${show(pendingRegistered, "s")}`,
  "memory a pending pause": ({ kbPerPending }) => show(kbPerPending, "KB"),
};

/** In Markdown: the median of the runs and, in brackets, the worst. */
export function sideBySideTable(results: SideBySide): string {
  const rows = standings(results).map((standing) => Object.values(columns).map((cell) => cell(standing)));
  const head = [Object.keys(columns), Object.keys(columns).map((_, column) => (column === 0 ? "---" : "---:"))];
  return [...head, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export function printSideBySide(results: SideBySide): void {
  console.log(`\n${sideBySideTable(results)}\n`);
  for (const { name, kbByProcess } of standings(results))
    console.log(
      `${name}: ${Object.entries(kbByProcess)
        .map(([process, kb]) => `${process} ${digits(kb)} KB`)
        .join(", ")}`,
    );
}

export function show({ median, worst }: Spread, unit: string): string {
  return `${digits(median)} ${unit} (${digits(worst)})`;
}

/** Three digits that count, and no fewer than the whole number has. */
export function digits(value: number): string {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
