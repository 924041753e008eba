import type { StoredItems } from "./dynamodb-items.ts";
import type { Messages } from "./make-messages.ts";
import type { StoredFile } from "./sqlite-file.ts";

/** What is stored, without the values: each place at which something stands, and of which types. */
export type Shape = Readonly<Record<string, readonly string[]>>;

class Places {
  readonly #types = new Map<string, Set<string>>();

  add(path: string, value: unknown): void {
    const parsed = typeof value === "string" ? parseJson(value) : value;
    if (Array.isArray(parsed)) for (const one of parsed) this.add(`${path}[]`, one);
    else if (typeof parsed === "object" && parsed !== null)
      for (const [name, one] of Object.entries(parsed)) this.add(`${path}.${name}`, one);
    else this.#note(path, parsed === null ? "null" : typeof parsed);
    if (Array.isArray(parsed) && parsed.length === 0) this.#note(`${path}[]`, "nothing");
  }

  #note(path: string, type: string): void {
    this.#types.set(path, (this.#types.get(path) ?? new Set()).add(type));
  }

  shape(): Shape {
    const found = [...this.#types].map(([path, types]) => [path, [...types].sort()] as const);
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function parseJson(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function shapeOfFile({ userVersion, schema, rows }: StoredFile): Shape {
  const places = new Places();
  for (const [table, some] of Object.entries(rows)) for (const row of some) places.add(table, row);
  return { ...places.shape(), schema: [`user_version ${userVersion}`, ...schema] };
}

export function shapeOfItems(stored: StoredItems): Shape {
  const places = new Places();
  for (const [table, items] of Object.entries(stored))
    for (const item of items)
      for (const [name, value] of Object.entries(item))
        for (const [type, content] of Object.entries(value as object))
          places.add(`${table} ${kindOf(item.pk?.S ?? "", item.sk?.S ?? "")}.${name}:${type}`, content);
  return places.shape();
}

/** Waits run on as they were started, so their definition is kept to the letter. */
export function shapeOfMessages({ waitDefinition, ...messages }: Messages): Shape {
  const places = new Places();
  places.add("messages", messages);
  return { ...places.shape(), waitDefinition: [JSON.stringify(waitDefinition)] };
}

/** Items of one kind: those whose keys differ only in names and numbers. */
function kindOf(pk: string, sk: string): string {
  const word = (key: string) => /^(?:[A-Z]+|obs)(?=#|$)/.exec(key)?.[0] ?? "*";
  return `${word(pk)}/${word(sk)}`;
}
