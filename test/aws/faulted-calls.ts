import type { Plan } from "../faults/plan.ts";
import type { AwsWorld } from "./aws-world.ts";
import { startProxy } from "./fault-proxy.ts";

/** Calls of ports by the names that the plan has for them, as what they are on AWS. */
const actions = {
  commit: "TransactWriteItems",
  "take claim": "UpdateItem",
  "start wait": "StartExecution",
  "end wait": "SendTaskSuccess",
  "forget token": "UpdateItem",
  "tell agent": "SendTaskSuccess",
  push: "SendMessage",
  publish: "PutEvents",
} as const;

/** A call of a function, about one approval. */
export interface Point {
  readonly call: keyof typeof actions;
  readonly of: string;
  /** The how many-th of the calls of its action. @default 1 */
  readonly nth?: number;
}

export function pointInWords({ call, of, nth = 1 }: Point): string {
  return `${call} of ${of}${nth > 1 ? ` (${nth})` : ""}`;
}

/** One approval whose calls are watched, and what is to go wrong with one of them. */
interface Watched {
  readonly plan: Plan<Point>;
  /** By what its calls are known: its id, and the tokens that stand on its row. */
  readonly words: Set<string>;
  readonly counts: Map<string, number>;
  struck: number;
}

const services = ["DYNAMODB", "SFN", "EVENTBRIDGE"];

/** Seconds that an invocation gets, so that whoever is never answered dies soon. */
const timeout = 10;

export type Faulted = Awaited<ReturnType<typeof faultedCalls>>;

/** Has functions reach every service through proxies that break, of each approval's calls, what its plan says. */
export async function faultedCalls({ operator, aws }: AwsWorld, functions: readonly string[]) {
  const watched: Watched[] = [];
  const about = (body: string) => watched.find(({ words }) => [...words].some((word) => body.includes(word)));
  const judgeOf = (of: string) => ({
    strike: (action: string, body: string) => {
      const one = about(body);
      if (!one || action !== actions[one.plan.at.call] || of !== one.plan.at.of) return undefined;
      const number = (one.counts.get(action) ?? 0) + 1;
      one.counts.set(action, number);
      const { kind, at, times = 1 } = one.plan;
      const first = at.nth ?? 1;
      if (number < first || number >= first + times) return undefined;
      one.struck++;
      return kind;
    },
    heard: (body: string, answer: string) => {
      const one = about(body);
      for (const [, token] of answer.matchAll(/"waitToken":\s*\{"S":\s*"([^"]+)"/g)) if (token) one?.words.add(token);
    },
  });
  const proxies = await Promise.all(
    functions.map(async (of) => ({ of, ...(await startProxy(aws.endpoint, judgeOf(of))) })),
  );
  const pointAt = (url: (of: string) => string) =>
    Promise.all(
      functions.map(async (of) => {
        const { RESUME_QUEUE_URL: queue } = await operator.variables(of);
        await operator.setVariables(of, {
          ...Object.fromEntries(services.map((name) => [`AWS_ENDPOINT_URL_${name}`, url(of)])),
          // A queue is reached where its own address says.
          ...(queue && { RESUME_QUEUE_URL: new URL(new URL(queue).pathname, url(of)).href }),
        });
      }),
    );
  await pointAt((of) => proxies.find((proxy) => proxy.of === of)?.url ?? aws.endpoint);
  const timeouts = await Promise.all(functions.map((of) => operator.setTimeout(of, timeout)));
  return {
    watch: (id: string, plan: Plan<Point>): { readonly struck: () => number } => {
      const one: Watched = { plan, words: new Set([id]), counts: new Map(), struck: 0 };
      watched.push(one);
      return { struck: () => one.struck };
    },
    stop: async () => {
      await pointAt(() => aws.endpoint);
      await Promise.all(functions.map((of, index) => operator.setTimeout(of, timeouts[index])));
      for (const proxy of proxies) proxy.stop();
    },
  };
}
