import {
  asking,
  cancelling,
  deciding,
  dispatching,
  reading,
  reconciling,
  sweeping,
  timing,
  working,
} from "./actors.ts";
import { perform, stepWait } from "./perform.ts";
import { Process } from "./process.ts";
import type { Actor, Scenario } from "./scenario.ts";
import { expiresAt, minute, t0 } from "./the-claim.ts";
import { emptyWorld, type World } from "./world.ts";

/** Lets actors act one after the other, with nothing in between and nothing going wrong. */
async function after(...actors: readonly Actor[]): Promise<World> {
  let world = emptyWorld();
  for (const actor of actors)
    for (const input of actor.inputs(world)) {
      const process = new Process({ name: actor.name, input, run: actor.run });
      let standing = await process.start(t0);
      while ("call" in standing) {
        const performed = await perform(world, standing.call);
        world = performed.world;
        standing = await process.feed(performed.reply, t0);
      }
      if ("thrown" in standing) throw new Error(`${actor.name} threw ${standing.thrown}`);
      world = actor.finish?.(world, input, standing.returned) ?? world;
    }
  return world;
}

const asked = () => after(asking("agent"));
const waiting = async () => stepWait(await after(asking("agent"), dispatching("stream")), 1, "leave token");
const decided = async () => after(asking("agent"), dispatching("stream"), deciding("rita", "approved"));
const bounds = { crashes: 0, faults: 0, aborts: 0, moments: [t0] };
const aroundExpiry = [expiresAt - 1, expiresAt];

/**
 * Everything that can happen within each one's bounds is explored.
 *
 * @param more crashes and faults beyond those that the quick suite has time for
 */
export function scenarios(more = 0): readonly Scenario[] {
  return [
    {
      ...bounds,
      name: "deciding",
      about: "two reviewers, one of them twice, and the timer, around the expiry",
      start: waiting,
      actors: [
        deciding("rita", "approved"),
        deciding("rita again", "approved", "rita"),
        deciding("sam", "rejected"),
        sweeping("sweep"),
      ],
      moments: aroundExpiry,
      crashes: 1 + more,
      faults: 1 + more,
    },
    {
      ...bounds,
      name: "withdrawing",
      about: "three reviewers, the agent's withdrawal and (with more time) a reader, around the expiry",
      start: waiting,
      actors: [
        deciding("rita", "approved"),
        deciding("sam", "rejected"),
        deciding("tess", "request_changes"),
        cancelling("agent"),
        ...(more > 0 ? [reading("reader")] : []),
      ],
      moments: aroundExpiry,
      crashes: 1,
    },
    {
      ...bounds,
      name: "waiting",
      about: "a decision before, while and after the wait begins, with everything delivered twice",
      start: asked,
      actors: [
        dispatching("stream 1"),
        dispatching("stream 2"),
        deciding("rita", "approved"),
        working("worker"),
        timing("timers"),
      ],
      crashes: 1 + more,
      faults: 1,
    },
    {
      ...bounds,
      name: "asking",
      about: "an agent asks twice and as a second execution, while it is decided",
      start: async () => emptyWorld(),
      actors: [
        asking("agent"),
        asking("agent again"),
        asking("second run", "run-2"),
        deciding("rita", "approved"),
        dispatching("stream"),
      ],
      crashes: 1 + more,
      faults: more,
    },
    {
      ...bounds,
      name: "telling",
      about: "the stream, two workers and the sweep bring one decision, over the lease of a claim",
      start: decided,
      actors: [dispatching("stream 1"), working("worker 1"), working("worker 2"), sweeping("sweep")],
      moments: [t0, t0 + 3 * minute],
      crashes: 1,
      faults: more,
    },
    {
      ...bounds,
      name: "breaking",
      about: "the wait is aborted and runs out, while somebody decides",
      start: waiting,
      actors: [
        deciding("rita", "approved"),
        reconciling("reconcile"),
        timing("timers 1"),
        ...(more > 0 ? [timing("timers 2")] : []),
        sweeping("sweep"),
      ],
      moments: aroundExpiry,
      crashes: 1,
      faults: 1,
      aborts: 1,
    },
  ];
}
