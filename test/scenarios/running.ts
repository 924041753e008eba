import assert from "node:assert/strict";
import { ask, call, decideSignedIn, type Scenario } from "./world.ts";

export const running: Scenario[] = [
  {
    title: "a run goes running, waiting, running, succeeded, and its notes are there in order for agent and reviewer",
    run: async (world) => {
      const [run, id] = [world.newId("run"), world.newId("claim")];
      const path = `/v1/executions/${run}`;
      const put = (status: string) => call(world, "agent", "PUT", path, { status });
      const note = (message: string, tags: string[]) =>
        call(world, "agent", "POST", `${path}/notes`, { message, tags });
      const status = async () => (await call(world, "agent", "GET", path)).json.status;

      assert.equal((await put("running")).json.status, "running");
      await note("Risk score: 72", ["assessment"]);
      await note("Escalating for human review", ["escalation"]);
      await ask(world, id, { executionId: run, reviewers: [world.person, "rita"] });
      assert.equal(await status(), "waiting");
      const who = { link: await world.linkFor(id, "rita") };
      const review = await call(world, who, "GET", `/v1/review/${id}`);
      assert.deepEqual(
        review.json.notes.map(({ message }: { message: string }) => message),
        ["Risk score: 72", "Escalating for human review"],
      );
      await decideSignedIn(world, id, { decision: "approved" });
      assert.equal(await status(), "running");
      await note("Approved by reviewer", ["decision"]);
      assert.equal((await put("succeeded")).json.status, "succeeded");
      const { json } = await call(world, "person", "GET", path);
      assert.deepEqual(
        json.notes.map(({ message, tags }: { message: string; tags: string[] }) => [message, ...tags]),
        [
          ["Risk score: 72", "assessment"],
          ["Escalating for human review", "escalation"],
          ["Approved by reviewer", "decision"],
        ],
      );
      assert.deepEqual([json.status, json.pendingApprovals], ["succeeded", 0]);
    },
  },
];
