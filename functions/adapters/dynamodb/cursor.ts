import { InvalidCursor } from "../../ports/page.ts";

/** Longest key that DynamoDB compares with, less something. */
const maxBytes = 1000;
const mark = "after ";

/** Where a page ended: the sort key of its last item. */
export function toCursor(sortKey: string): string {
  return Buffer.from(mark + sortKey).toString("base64url");
}

/** @throws InvalidCursor for a cursor that no page of ours handed out */
export function fromCursor(cursor: string | null): string | undefined {
  if (cursor === null) return undefined;
  const bytes = Buffer.from(cursor, "base64url");
  const text = bytes.toString();
  if (bytes.length > maxBytes || text.length === mark.length || !text.startsWith(mark)) throw new InvalidCursor();
  return text.slice(mark.length);
}
