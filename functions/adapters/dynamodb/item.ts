import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type Item = Record<string, AttributeValue>;
export type Value = string | number;

/** Version of the items' layout, on every item. */
const schemaVersion = 1;

export function toAttribute(value: Value): AttributeValue {
  return typeof value === "number" ? { N: String(value) } : { S: value };
}

/** A new item; what is null is left out. */
export function toItem(values: Readonly<Record<string, Value | null>>): Item {
  const item: Item = { schemaVersion: toAttribute(schemaVersion) };
  for (const [name, value] of Object.entries(values)) if (value !== null) item[name] = toAttribute(value);
  return item;
}

export const layout = { schemaVersion } as const;

/** An item as it was read. @throws Error when a newer release wrote it, whose meaning this one would guess. */
export function readable(item: Item | undefined): Item | undefined {
  if (item && number(item, "schemaVersion") > schemaVersion)
    throw new Error(`${nameOf(item)} was written by a newer version of Sayso`);
  return item;
}

export function text(item: Item, name: string): string {
  return item[name]?.S ?? missing(item, name);
}

export function number(item: Item, name: string): number {
  const value = item[name]?.N;
  return value === undefined ? missing(item, name) : Number(value);
}

export function json<T>(item: Item, name: string): T {
  return JSON.parse(text(item, name)) as T;
}

function missing(item: Item, name: string): never {
  throw new Error(`${nameOf(item)} has no ${name}`);
}

function nameOf(item: Item): string {
  return `the stored item ${item.pk?.S} ${item.sk?.S}`;
}
