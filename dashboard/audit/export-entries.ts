import { sendCall } from "../page/call-service.ts";
import { root } from "../page/place.ts";

const formats = {
  csv: { accept: "text/csv", name: "sayso-audit.csv" },
  ndjson: { accept: "application/x-ndjson", name: "sayso-audit.ndjson" },
} as const;
export type Format = keyof typeof formats;

/** A browser holds what it saves in memory: so many thousands of entries and no more. */
const mostPages = 100;

export interface Exported {
  readonly entries: number;
  /** There are more than were taken. */
  readonly cut: boolean;
}

/**
 * Takes every entry that the query finds, a thousand at a time, and has the browser save them as one file.
 *
 * @throws Error with what the service says where it refuses
 */
export async function exportEntries(
  query: URLSearchParams,
  format: Format,
  progress: (entries: number) => void,
): Promise<Exported> {
  const { accept, name } = formats[format];
  const parts: string[] = [];
  let entries = 0;
  let path: string | undefined = `v1/audit?${new URLSearchParams([...query, ["limit", "1000"]])}`;
  for (let page = 0; path !== undefined && page < mostPages; page++) {
    const response = await sendCall(path, {}, { accept });
    const text = await response.text();
    if (!response.ok) throw new Error(detailOf(text));
    // Each part of a table begins with its heading.
    parts.push(format === "csv" && page > 0 ? text.slice(text.indexOf("\n") + 1) : text);
    entries += format === "ndjson" ? text.split("\n").length - 1 : rowsOf(text);
    progress(entries);
    path = nextPath(response);
  }
  save(new Blob(parts, { type: accept }), name);
  return { entries, cut: path !== undefined };
}

/** Where the rest is (RFC 8288), from the service's root on. */
function nextPath(response: Response): string | undefined {
  const link = /^<([^>]*)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
  return link === undefined ? undefined : new URL(link, response.url).href.slice(root.href.length);
}

/** Lines of a table that are rows: not its heading, and not the inside of a quoted cell. */
function rowsOf(csv: string): number {
  const lines = csv.replace(/"(?:[^"]|"")*"/g, "").split("\n");
  return Math.max(0, lines.length - 2);
}

function detailOf(text: string): string {
  try {
    return JSON.parse(text).detail;
  } catch {
    return text.slice(0, 200);
  }
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
