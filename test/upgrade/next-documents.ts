import canonicalize from "canonicalize";
import { sha256 } from "../core/sealing.ts";

// What the next version may add to a stored document, and what only it knows. Made up: there is no next version yet.

// biome-ignore lint/suspicious/noExplicitAny: documents of every kind
export type Document = any;

/** Left by the next version wherever it may leave something. */
export const mark = { kept: true };

/** A document with attributes that only the next version knows, at its top and inside. */
export function marked(document: Document): Document {
  const nested = ["waiters", "secrets", "policy", "requestedBy"];
  const inside = nested.filter((name) => Array.isArray(document[name]) || Object(document[name]) === document[name]);
  const changed = inside.map((name) => {
    const value = document[name];
    return [name, Array.isArray(value) ? value.map(marked) : marked(value)];
  });
  return { ...document, ...Object.fromEntries(changed), fromNext: mark };
}

/** Places of marks that a document had before and has no more; members of a list may change places. */
export function lostMarks(before: Document, after: Document): readonly string[] {
  const left = marksOf(after);
  return marksOf(before).filter((place) => {
    const at = left.indexOf(place);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function marksOf(document: Document, place = ""): string[] {
  if (Object(document) !== document) return [];
  if (Array.isArray(document)) return document.flatMap((member) => marksOf(member, `${place}[]`));
  return Object.entries(document).flatMap(([name, value]) =>
    name === "fromNext" ? [`${place}.fromNext`] : marksOf(value, `${place}.${name}`),
  );
}

/** A waiter of a kind that only the next version can tell. */
export const nextWaiter = {
  ...{ waiterId: "waiter-of-next", executionId: null, kind: "pigeon", state: "resuming" },
  target: { kind: "pigeon", loft: "north" },
};

/** An entry of a type that only the next version writes, at the end of a chain. */
export function nextEntry(last: Document): Document {
  const { hash: previousHash, ...body } = last;
  const entry = {
    ...body,
    ...{ eventId: "event-of-next", type: "approval.commented", sequence: last.sequence + 1, previousHash },
    ...{ previousState: "pending", mood: "cheerful" },
  };
  return { ...entry, hash: `sha256:${sha256(canonicalize(entry) ?? "")}` };
}

export const pigeonKey = "pigeon:north";

/** A delivery, due at once, to a destination that only the next version reaches. */
export function nextDelivery(delivery: Document): Document {
  const { createdAt } = delivery;
  const destination = { kind: "pigeon", loft: "north" };
  return { ...delivery, destination, status: "pending", notBefore: createdAt, dueAt: createdAt };
}
