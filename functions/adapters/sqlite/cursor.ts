import { InvalidCursor, type Page } from "../../ports/page.ts";

type Position = readonly [number, string];

/** Where a page ended. @throws InvalidCursor for a cursor that no page of ours handed out */
export function toPosition(cursor: string | null): Position | undefined {
  if (cursor === null) return undefined;
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (typeof at === "number" && typeof id === "string") return [at, id];
  } catch {}
  throw new InvalidCursor();
}

/** A page out of `limit + 1` rows: the one too many says that there is more. */
export function toPage<T>(rows: readonly T[], limit: number, positionOf: (last: T) => Position): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(JSON.stringify(positionOf(last))).toString("base64url") : null };
}
