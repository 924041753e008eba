import assert from "node:assert/strict";
import { suite } from "node:test";
import { minute, t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

/** `ResumeClaims`. */
export function resumeClaimContract(adapter: Adapter): void {
  suite("resume claims", () => {
    onStores(adapter, "of 16 who come at once one is given the attempt", async ({ resumeClaims }) => {
      const claims = await Promise.all(
        Array.from({ length: 16 }, (_, n) => resumeClaims.take("claim-1", "w-1", `holder-${n}`, t0, t0 + minute)),
      );
      assert.deepEqual(
        claims.filter((claim) => claim !== undefined),
        [{ attempt: 1, unheard: 0 }],
      );
    });

    onStores(adapter, "the next attempt is given when the time of this one is over", async ({ resumeClaims }) => {
      await resumeClaims.take("claim-1", "w-1", "first", t0, t0 + minute);
      assert.equal(await resumeClaims.take("claim-1", "w-1", "second", t0 + minute - 1, t0 + 2 * minute), undefined);
      assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "second", t0 + minute, t0 + 2 * minute), {
        attempt: 2,
        unheard: 1,
      });
      assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "third", t0 + 2 * minute, t0 + 3 * minute), {
        attempt: 3,
        unheard: 2,
      });
    });

    onStores(adapter, "whoever did not hear that it has the attempt is told so again", async ({ resumeClaims }) => {
      const claim = { attempt: 1, unheard: 0 };
      assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "first", t0, t0 + minute), claim);
      assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "first", t0 + 1, t0 + minute + 1), claim);
      assert.deepEqual(await resumeClaims.waits("claim-1"), new Map([["w-1", t0 + minute]]));
    });

    onStores(
      adapter,
      "an attempt that did not arrive is not counted as unheard; another is",
      async ({ resumeClaims }) => {
        const first = await resumeClaims.take("claim-1", "w-1", "first", t0, t0 + minute);
        await resumeClaims.putOff("claim-1", "w-1", first ?? assert.fail(), t0 + 1_000, true);
        assert.equal(await resumeClaims.take("claim-1", "w-1", "second", t0 + 999, t0 + minute), undefined);
        const second = await resumeClaims.take("claim-1", "w-1", "second", t0 + 1_000, t0 + minute);
        assert.deepEqual(second, { attempt: 2, unheard: 0 });
        await resumeClaims.putOff("claim-1", "w-1", second ?? assert.fail(), t0 + 2_000, false);
        assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "third", t0 + 2_000, t0 + minute), {
          attempt: 3,
          unheard: 1,
        });
      },
    );

    onStores(adapter, "an attempt whose time is over puts off nobody else's", async ({ resumeClaims }) => {
      const first = await resumeClaims.take("claim-1", "w-1", "first", t0, t0 + minute);
      await resumeClaims.take("claim-1", "w-1", "second", t0 + minute, t0 + 2 * minute);
      await resumeClaims.putOff("claim-1", "w-1", first ?? assert.fail(), t0 + minute + 1, true);
      assert.deepEqual(await resumeClaims.waits("claim-1"), new Map([["w-1", t0 + 2 * minute]]));
      assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "third", t0 + 2 * minute, t0 + 3 * minute), {
        attempt: 3,
        unheard: 2,
      });
    });

    onStores(
      adapter,
      "an attempt that was put off may be made at once, its delays begin anew",
      async ({ resumeClaims }) => {
        const first = await resumeClaims.take("claim-1", "w-1", "first", t0, t0 + minute);
        await resumeClaims.putOff("claim-1", "w-1", first ?? assert.fail(), t0 + minute, true);
        await resumeClaims.hasten("claim-1", "w-1", t0 + 1_000);
        await resumeClaims.hasten("claim-1", "w-2", t0 + 1_000);
        assert.deepEqual(await resumeClaims.waits("claim-1"), new Map([["w-1", t0 + 1_000]]));
        assert.deepEqual(await resumeClaims.take("claim-1", "w-1", "second", t0 + 1_000, t0 + minute), {
          attempt: 1,
          unheard: 0,
        });
      },
    );

    onStores(adapter, "an attempt that is being made is not hurried by another one", async ({ resumeClaims }) => {
      await resumeClaims.take("claim-1", "w-1", "first", t0, t0 + minute);
      await resumeClaims.hasten("claim-1", "w-1", t0 + 1_000);
      assert.equal(await resumeClaims.take("claim-1", "w-1", "second", t0 + 1_000, t0 + minute), undefined);
    });

    onStores(adapter, "waiters and approvals are apart, and what was never tried waits for nothing", async (stores) => {
      const { resumeClaims } = stores;
      assert.deepEqual(await resumeClaims.waits("claim-1"), new Map());
      for (const [id, waiterId, until] of [
        ["claim-1", "w-1", t0 + 1],
        ["claim-1", "w-2", t0 + 2],
        ["claim-10", "w-1", t0 + 3],
      ] as const)
        assert.ok(await resumeClaims.take(id, waiterId, "holder", t0, until));
      assert.deepEqual([...(await resumeClaims.waits("claim-1"))].toSorted(), [
        ["w-1", t0 + 1],
        ["w-2", t0 + 2],
      ]);
    });
  });
}
