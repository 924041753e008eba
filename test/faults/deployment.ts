import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { createApi } from "../../functions/api/api.ts";
import { createRateLimit } from "../../functions/api/rate-limit.ts";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { agents, people } from "../api/callers.ts";
import { dispatching, sweeping, timing, working } from "../model/actors.ts";
import { type Call, perform, stepWait } from "../model/perform.ts";
import type { Actor } from "../model/scenario.ts";
import { nextMoment } from "../model/settling.ts";
import { steppedDeps } from "../model/stepped-deps.ts";
import { expiresAt, t0 } from "../model/the-claim.ts";
import { emptyWorld, type World } from "../model/world.ts";
import { givenDeps } from "../use-cases/given-deps.ts";
import { carryOut, Death, type Plan } from "./plan.ts";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
  readonly json: any;
}

/** How the deployment's surroundings behave, where not as they should. */
export interface Surroundings {
  /** The stream delivers the newest entry first. */
  readonly newestFirst?: boolean;
  /** Each record of the stream and each message of the queue comes twice. */
  readonly twice?: boolean;
  /** Milliseconds by which the sweeps are late; infinite: none ever runs. */
  readonly sweepsLateMs?: number;
  /** The stream stands still until the sweeps have done what they can. */
  readonly noStream?: boolean;
  /** By how many milliseconds a process's clock is off, by what the process is. */
  readonly clockOff?: (process: string) => number;
  /** As what calls to an agent's service are turned away, one after the other, before one is taken. */
  readonly refusals?: string[];
}

const tooMany = 400;
const retryMs = 1_000;
const { deps: shared } = givenDeps();
for (const { prefix, key, agent, revokedAt } of agents)
  await shared.apiKeys.add({
    prefix,
    agent,
    revokedAt,
    description: "",
    createdAt: 0,
    keyHash: nodeCrypto.sha256(key),
  });

/** A deployment on AWS as far as its ports go, in virtual time; one of its calls goes wrong as planned. */
export class Deployment {
  world: World = emptyWorld();
  now = t0;
  /** Every call that was made, in words. */
  readonly calls: string[] = [];
  readonly #plan: Plan | undefined;
  readonly #around: Surroundings;
  #processes = 0;

  constructor(plan: Plan | undefined, around: Surroundings = {}) {
    this.#plan = plan;
    this.#around = around;
  }

  /** Somebody calls the HTTP API, and again under the same key as long as nobody answers or it fails there. */
  async request(path: string, as: Readonly<Record<string, string>>, body: object, key: string): Promise<Answer> {
    for (let attempt = 0; attempt < tooMany; attempt++) {
      const request = {
        ...{ method: "POST", path, query: new URLSearchParams(), body: JSON.stringify(body) },
        headers: { ...as, "content-type": "application/json", "idempotency-key": key },
      };
      const answered = await this.#run(`caller of ${path}`, async (app) => {
        const limit = createRateLimit(app.clock, nodeCrypto.sha256);
        const api = createApi({
          app,
          people: { verify: async (token) => people[token] },
          routes: allRoutes({}),
          limit,
        });
        const reply = await api(request);
        if ("parked" in reply) throw new Error("nobody waits here");
        await reply.after?.();
        return { status: reply.status, json: JSON.parse(reply.body) };
      });
      if (answered && answered.status < 500) return answered;
    }
    throw new Error(`${path} was never answered`);
  }

  /** Everything that happens by itself from now on, until nothing is left to do. */
  async settle(): Promise<void> {
    for (let round = 0; round < tooMany; round++) {
      const stream = !this.#around.noStream || round > 100;
      const went = await this.#goOn(stream);
      // What failed is tried again a little later, as the stream and the queue do.
      if (went === false) this.now += retryMs;
      if (went !== undefined) continue;
      const next = nextMoment(this.world, this.now);
      if (next === undefined && stream) return;
      this.now = next ?? this.now;
      if (this.now >= t0 + (this.#around.sweepsLateMs ?? 0)) await this.act(sweeping("sweep"), "");
    }
  }

  /** One thing that can be done now. @returns whether it went well; undefined: there was nothing */
  async #goOn(stream: boolean): Promise<boolean | undefined> {
    for (const [name, { state }] of Object.entries(this.world.waits)) {
      const generation = Number(name);
      if (state === "begun") return this.#stepWait(generation, "leave token");
      if (state === "waiting" && this.now >= expiresAt) return this.#stepWait(generation, "time out");
      if (state === "looking") return this.act(timing("timers"), name);
    }
    const entries = stream ? dispatching("stream").inputs(this.world) : [];
    const entry = this.#around.newestFirst ? entries.at(-1) : entries[0];
    if (entry !== undefined) return this.#actTwice(dispatching("stream"), entry);
    const [message] = working("worker").inputs(this.world);
    return message === undefined ? undefined : this.#actTwice(working("worker"), message);
  }

  #stepWait(generation: number, step: "leave token" | "time out"): boolean {
    this.world = stepWait(this.world, generation, step);
    return true;
  }

  async #actTwice(actor: Actor, input: string): Promise<boolean> {
    const went = await this.act(actor, input);
    return this.#around.twice ? (await this.act(actor, input)) || went : went;
  }

  /** @returns whether it came to its end */
  async act(actor: Actor, input: string): Promise<boolean> {
    const ended = await this.#run(actor.name, async (deps) => ({ returned: await actor.run(deps, input) }));
    if (ended) this.world = actor.finish?.(this.world, input, ended.returned) ?? this.world;
    return ended !== undefined;
  }

  /** Runs a process; undefined when it died or threw. */
  async #run<T>(name: string, work: (deps: Deps) => Promise<T>): Promise<T | undefined> {
    const process = `${name} ${++this.#processes}`;
    let die = (_: Death) => {};
    const death = new Promise<never>((_, reject) => {
      die = reject;
    });
    const step = async (...call: Call): Promise<unknown> => {
      const number = this.calls.push(`${call[0]} of ${name}`) - 1;
      const refusal = call[0] === "tell agent" ? this.#around.refusals?.shift() : undefined;
      if (refusal) throw Object.assign(new Error(refusal), { name: refusal, $fault: "client" });
      const { world, reply, fault } = await carryOut(this.#plan, number, perform, this.world, call);
      this.world = world;
      if (fault === "death") {
        die(new Death());
        // Nothing of it goes on, not even what would have caught an error.
        return new Promise(() => {});
      }
      if (fault === "failure") throw Object.assign(new Error("planned"), { name: "TimeoutError" });
      if ("error" in reply) throw Object.assign(new Error(reply.error), { name: reply.error });
      return reply.value;
    };
    const off = this.#around.clockOff?.(name) ?? 0;
    const deps = { ...steppedDeps(process, step, { now: () => this.now + off }), apiKeys: shared.apiKeys };
    return Promise.race([work(deps), death]).catch(() => undefined);
  }
}
