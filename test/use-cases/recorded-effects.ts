import type { AgentResumer, Delivery, EventPublisher, PublishedEvent, Waits } from "../../functions/ports/effects.ts";

type Verb = "start" | "wake" | "deliver" | "publish";

/** Waits, resumers and a bus that write down in words what they were asked for, and can be told to fail. */
export function recordedEffects() {
  const did: string[] = [];
  const published: PublishedEvent[] = [];
  const failures: Record<Verb, Error[]> = { start: [], wake: [], deliver: [], publish: [] };
  const deliveries: Delivery[] = [];
  const broken = new Set<string>();

  function note(verb: Verb, words: string): void {
    did.push(`${verb} ${words}`);
    const failure = failures[verb].shift();
    if (failure) throw failure;
  }

  const waits: Waits = {
    start: async ({ approvalRequestId, waitGeneration }) => {
      const wait = `${approvalRequestId} g${waitGeneration}`;
      note("start", wait);
      return broken.has(wait) ? "broken" : "waiting";
    },
    wake: async ({ approvalRequestId }) => note("wake", approvalRequestId),
  };
  const resumer: AgentResumer = {
    deliver: async ({ approvalRequestId, status }, { executionId }, attempt) => {
      note("deliver", `${approvalRequestId} ${status} to ${executionId}${attempt === "first" ? "" : " again"}`);
      return deliveries.shift() ?? { outcome: "resumed" };
    },
  };
  const publisher: EventPublisher = {
    publish: async (event) => {
      note("publish", `${event.type} #${event.sequence}`);
      published.push(event);
    },
  };
  return {
    did,
    published,
    ports: { waits, resumers: { "task-token": resumer }, publisher },
    /** The next calls of a verb are written down and then throw. */
    failNext: (verb: Verb, times = 1) => {
      for (let n = 0; n < times; n++) failures[verb].push(new Error(`${verb} timed out`));
    },
    /** What the next delivery comes to, instead of success. */
    nextDelivery: (delivery: Delivery) => void deliveries.push(delivery),
    /** This generation's wait has ended although nobody decided. */
    breakWait: (wait: string) => void broken.add(wait),
  };
}
