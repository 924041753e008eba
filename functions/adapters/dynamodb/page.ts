import type { Page } from "../../ports/page.ts";
import { toCursor } from "./cursor.ts";

/** Something found on the way along a list, and the sort key by which the list can be taken up again behind it. */
export interface Found<T> {
  readonly sortKey: string;
  readonly item: T;
}

/**
 * So many finds are looked at for one page: when filters throw nearly all of them out, the page ends short, and its
 * cursor goes on from there.
 */
const maxLooks = 5_000;

/** Takes a page from a list: `nextCursor` is null only when nothing more would have been accepted. */
export async function takePage<T>(
  finds: AsyncIterable<Found<T>>,
  limit: number,
  accept: (item: T) => boolean = () => true,
): Promise<Page<T>> {
  const items: T[] = [];
  let last = "";
  let looks = 0;
  for await (const { sortKey, item } of finds) {
    if (accept(item)) {
      if (items.length === limit) return { items, nextCursor: toCursor(last) };
      items.push(item);
    }
    last = sortKey;
    if (++looks === maxLooks) return { items, nextCursor: toCursor(last) };
  }
  return { items, nextCursor: null };
}
