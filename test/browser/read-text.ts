import type { Locator } from "playwright-core";

/** What a person reads there, line by line; blank lines are left out. */
export async function readText(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is laid out is what is read
  return (await place.innerText()).replace(/\n+/g, "\n");
}
