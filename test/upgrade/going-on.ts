import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { hmacLinkSigner } from "../../functions/adapters/node/hmac-link-signer.ts";
import type { WebhookPost } from "../../functions/ports/webhook-post.ts";
import { minute } from "../use-cases/given-deps.ts";
import { agentsGoOn } from "./agents-go-on.ts";
import { type Deployment, givenDeployment, type Stores } from "./deployment.ts";
import { eventsGoOn } from "./events-go-on.ts";
import { linksGoOn } from "./links-go-on.ts";
import { recordsGoOn } from "./records-go-on.ts";
import { type HandedOut, linkKey, stoppedAt } from "./under-way.ts";

/** Stores over what an earlier program has left. */
export interface Restored {
  readonly stores: Stores;
  /** What local mode's outbox does after a start; on AWS records of the stream come by themselves. */
  readonly seeToTheRest: (own: Deployment) => Promise<void>;
  /** Places at which something that only a newer program knows was lost. Closes the stores. */
  readonly losses: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface Subject {
  readonly handedOut: HandedOut;
  readonly restore: () => Promise<Restored>;
  /** How many steps the SQLite file had taken. @default - all there are */
  readonly steps?: number;
}

export interface GoesOn {
  readonly own: Deployment;
  readonly handedOut: HandedOut;
  readonly restored: Restored;
  /** Through which webhooks are posted; everything arrives unless a test says otherwise. */
  readonly poster: { post: WebhookPost["post"] };
}

export type GoOnTest = (
  name: string,
  body: (given: GoesOn, t: TestContext) => Promise<void>,
  /** The step of the SQLite schema that brought what it is about. @default 1 */
  since?: number,
) => void;

/** What was under way when a deployment was stopped goes on under this program. Every test has its own copy of it. */
export function goesOn(title: string, { handedOut, restore, steps = Number.POSITIVE_INFINITY }: Subject): void {
  describe(title, () => {
    const goOn: GoOnTest = (name, body, since = 1) => {
      if (since > steps) return;
      test(name, async (t) => {
        const restored = await restore();
        t.after(restored.close);
        // The deployment's link key has been changed meanwhile; the one before it still verifies.
        const links = hmacLinkSigner("a newer link key", linkKey);
        const poster: GoesOn["poster"] = { post: async () => ({ outcome: "delivered", responseStatus: 204 }) };
        const own = await givenDeployment(restored.stores, {
          ...{ name: "new", links },
          post: (endpoint, messageId, body) => poster.post(endpoint, messageId, body),
        });
        own.time.now = stoppedAt + 10 * minute;
        await body({ own, handedOut, restored, poster }, t);
        assert.deepEqual(await restored.losses(), [], "of what only a newer version knows");
      });
    };
    linksGoOn(goOn);
    agentsGoOn(goOn);
    eventsGoOn(goOn);
    recordsGoOn(goOn);
  });
}
