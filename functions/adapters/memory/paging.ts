import { InvalidCursor, type Page, type PageRequest } from "../../ports/page.ts";

/** Newest first: by time and then by id, both falling. */
export function newestFirst(at: number, id: string): string {
  return `${String(at).padStart(15, "0")} ${id}`;
}

/** A page of items in the order of their positions, rising or falling; the cursor is the last one's position. */
export function pageOf<T>(
  items: Iterable<T>,
  order: "rising" | "falling",
  positionOf: (item: T) => string,
  { cursor, limit }: PageRequest,
): Page<T> {
  const after = cursor === null ? undefined : toPosition(cursor);
  const sign = order === "rising" ? 1 : -1;
  const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -sign : sign);
  const rest = [...items]
    .map((item) => ({ item, position: positionOf(item) }))
    .filter(({ position }) => after === undefined || compare(position, after) > 0)
    .sort((a, b) => compare(a.position, b.position));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    nextCursor: last && rest.length > limit ? toCursor(last.position) : null,
  };
}

const mark = "after ";

function toCursor(position: string): string {
  return Buffer.from(mark + position).toString("base64url");
}

function toPosition(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  if (!text.startsWith(mark)) throw new InvalidCursor();
  return text.slice(mark.length);
}
