import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { ask, auditOf, call, decideSignedIn, poll, type Scenario, sleep, until } from "./world.ts";

const digest = (value: object) =>
  `sha256:${createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex")}`;

export const auditing: Scenario[] = [
  {
    title: "F15 F18 everything that happened to an approval is on its trail, in order, hashed, and says who and how",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: ["rita"], executionId: world.newId("run") });
      const who = { link: await world.linkFor(id, "rita") };
      const { nonce } = (await call(world, who, "GET", `/v1/review/${id}`)).json;
      const byLink = (decision: string) =>
        call(world, who, "POST", `/v1/review/${id}/decision`, { decision, feedback: "Receipts match.", nonce });
      const steps = [
        () => call(world, who, "POST", `/v1/review/${id}/viewed`, {}),
        () => call(world, "agent", "POST", `/v1/approvals/${id}/decision`, { decision: "approved" }),
        () => decideSignedIn(world, id, { decision: "approved" }),
        () => byLink("approved"),
        () => byLink("rejected"),
        () => poll(world, id, 0),
      ];
      for (const step of steps) {
        // Entries of one millisecond are ordered chain first.
        await sleep(5);
        await step();
      }
      await until("its agent has it", async () =>
        (await auditOf(world, id)).some(({ type }) => type === "execution.resumed"),
      );
      await sleep(300);
      // A webhook of another scenario may be removed with the news of this approval still on its way to it.
      const entries = (await auditOf(world, id)).filter(({ type }) => type !== "delivery.given_up");
      assert.deepEqual(
        entries.map(({ sequence, type, authenticatedBy, detail }) => [sequence, type, authenticatedBy, detail.code]),
        [
          [1, "approval.created", null, undefined],
          [null, "approval.viewed", "link", undefined],
          [null, "approval.decision_refused", "api_key", "forbidden"],
          [null, "approval.decision_refused", entries[3].authenticatedBy, "not_a_reviewer"],
          [2, "approval.decided", "link", undefined],
          [null, "approval.decision_refused", "link", "already_decided"],
          [3, "execution.resumed", null, undefined],
        ],
      );
    },
  },
  {
    title:
      "an approval's chain can be checked from its export by anybody, and the words stand in it only as commitments",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      await decideSignedIn(world, id, { decision: "rejected", feedback: "Secret reason" });
      await poll(world, id, 0);
      await sleep(300);
      const accept = { accept: "application/x-ndjson" };
      const { text } = await call(world, "person", "GET", `/v1/approvals/${id}/audit`, undefined, accept);
      let previous: string | null = null;
      for (const line of text.trim().split("\n")) {
        const { disclosed, hash, ...body } = JSON.parse(line);
        assert.doesNotMatch(JSON.stringify(body), /Secret reason/);
        assert.equal(hash, digest(body));
        assert.equal(body.previousHash, previous);
        previous = hash;
        for (const [field, { salt, value }] of Object.entries<{ salt: string; value: string }>(disclosed))
          assert.equal(body[field], digest([salt, value]));
      }
      assert.match(text, /Secret reason/);
    },
  },
];
