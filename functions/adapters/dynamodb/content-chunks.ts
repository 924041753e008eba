import { type Item, json, number, text, toItem } from "./item.ts";
import { contentKey } from "./keys.ts";

/** Below DynamoDB's limit of 400 KB an item, with room for the key. */
const maxChunkBytes = 300 * 1024;

/** Content as items: its JSON text cut between characters, each piece short enough for one item. */
export function toChunks(approvalRequestId: string, content: unknown): readonly Item[] {
  const pieces = cut(Buffer.from(JSON.stringify(content)));
  return pieces.map((chunk, index) =>
    toItem({ ...contentKey(approvalRequestId, index), chunk, chunks: pieces.length }),
  );
}

/** The content of chunks in the order of their keys. @throws Error when one is missing */
export function fromChunks<T>(items: readonly Item[]): T | undefined {
  const [first] = items;
  if (!first) return undefined;
  if (number(first, "chunks") !== items.length)
    throw new Error(`${text(first, "pk")} has ${items.length} of ${number(first, "chunks")} content chunks`);
  const whole = items.map((item) => text(item, "chunk")).join("");
  return json<T>({ whole: { S: whole } }, "whole");
}

function cut(bytes: Buffer): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + maxChunkBytes, bytes.length);
    while (end < bytes.length && insideCharacter(bytes[end])) end--;
    pieces.push(bytes.toString("utf8", start, end));
    start = end;
  }
  return pieces;
}

/** UTF-8 continues a character with bytes of the form 10xxxxxx. */
function insideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
