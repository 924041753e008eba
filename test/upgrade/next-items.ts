import type { Item, StoredItems } from "./dynamodb-items.ts";
import {
  type Document,
  lostMarks,
  mark,
  marked,
  nextDelivery,
  nextEntry,
  nextWaiter,
  pigeonKey,
} from "./next-documents.ts";

/** Attributes with a document that may grow. What lists show is made anew with each change. */
const documents = ["approval", "endpoint", "delivery", "event", "entry"];

const textOf = (item: Item | undefined, name: string): string => item?.[name]?.S ?? "";

/** The items as the next version might have left them: with attributes and items of its own. */
export function itemsOfNext({ approvals, audit }: StoredItems): StoredItems {
  const next = approvals.map((item) => {
    const grown = documents.filter((name) => item[name]?.S?.startsWith("{"));
    const edits = grown.map((name) => [name, { S: JSON.stringify(marked(JSON.parse(textOf(item, name)))) }]);
    return { ...item, ...Object.fromEntries(edits), fromNext: { M: { kept: { BOOL: mark.kept } } } } as Item;
  });
  const chain = audit.filter(({ pk, sk }) => pk?.S === "claim-event" && !sk?.S?.startsWith("obs#"));
  const entry = nextEntry(JSON.parse(textOf(chain.at(-1), "entry")));
  const later = {
    ...chain.at(-1),
    sk: { S: String(entry.sequence).padStart(8, "0") },
    hash: { S: entry.hash },
  } as Item;
  later.entry = { S: JSON.stringify(entry) };
  later.sortKey = { S: [entry.at, "claim-event", later.sk?.S, entry.eventId].join(" ") };
  const event = stateOf(next, "claim-event", (approval) => {
    Object.assign(approval, { version: entry.sequence, lastHash: entry.hash });
  });
  Object.assign(event, { version: { N: String(entry.sequence) }, lastHash: { S: entry.hash } });
  stateOf(next, "claim-untold", (approval) => approval.waiters.push(nextWaiter));
  for (const item of next.filter(({ pk }) => pk?.S === "WEBHOOKS"))
    edit(item, "endpoint", (endpoint) => endpoint.signatures.push("v2"));
  const due = next.find(({ pk, dueKey }) => pk?.S?.startsWith("D#") && dueKey) as Item;
  const delivery = nextDelivery(JSON.parse(textOf(due, "delivery")));
  const pigeon = { ...due, pk: { S: `D#${pigeonKey}` }, dueAt: { N: String(delivery.dueAt) } };
  return {
    approvals: [...next, { ...pigeon, delivery: { S: JSON.stringify(delivery) } }],
    audit: [...audit, later],
  };
}

function stateOf(items: readonly Item[], id: string, change: (approval: Document) => void): Item {
  const item = items.find(({ pk, sk }) => pk?.S === `A#${id}` && sk?.S === "STATE") as Item;
  edit(item, "approval", change);
  return item;
}

function edit(item: Item, name: string, change: (document: Document) => void): void {
  const document = JSON.parse(textOf(item, name));
  change(document);
  item[name] = { S: JSON.stringify(document) };
}

/** What of the next version's is in the table no more. */
export function lostItems(next: StoredItems, now: StoredItems): readonly string[] {
  const nameOf = ({ pk, sk }: Item) => `${pk?.S} ${sk?.S}`;
  const after = new Map(now.approvals.map((item) => [nameOf(item), item]));
  const lost = next.approvals.flatMap((item) => {
    const name = nameOf(item);
    const left = after.get(name);
    if (!left?.fromNext) return [name];
    return documents.flatMap((attribute) => {
      if (!item[attribute]) return [];
      const [before, now] = [item, left].map((one) => JSON.parse(textOf(one, attribute) || "null"));
      return lostMarks(before, now).map((place) => `${name} ${place}`);
    });
  });
  const entries = new Map(now.audit.map((item) => [nameOf(item), item.entry?.S]));
  return [...lost, ...next.audit.filter((item) => entries.get(nameOf(item)) !== item.entry?.S).map(nameOf)];
}
