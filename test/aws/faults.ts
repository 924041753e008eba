import assert from "node:assert/strict";
import { GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { ask, auditOf, call, decideSignedIn, poll } from "../scenarios/world.ts";
import { agentMachineOf } from "./agent-machine.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";
import { startFaultProxy } from "./fault-proxy.ts";
import { eventually } from "./operator.ts";

type Proxy = Awaited<ReturnType<typeof startFaultProxy>>;

/** Runs something while some functions reach the store through a proxy that breaks calls. */
async function throughProxy(world: AwsWorld, functions: readonly string[], act: (proxy: Proxy) => Promise<void>) {
  const { operator, aws } = world;
  const proxy = await startFaultProxy(aws.endpoint);
  const pointAt = (url: string) =>
    Promise.all(functions.map((id) => operator.setVariables(id, { AWS_ENDPOINT_URL_DYNAMODB: url })));
  try {
    await pointAt(proxy.url);
    await act(proxy);
    assert.equal(proxy.left(), 0, "every fault was met");
  } finally {
    await pointAt(aws.endpoint);
    proxy.stop();
  }
}

const typesOf = async (world: AwsWorld, id: string) => (await auditOf(world, id)).map(({ type }) => type);

/** Stores that are slow, lose answers or refuse: faults in what the adapters' clients talk to, with the handlers as deployed. */
export const faults: AwsScenario[] = [
  {
    title: "F8 a store that throttles makes a request slower, and one approval of it",
    run: (world) =>
      throughProxy(world, ["AgentApi"], async (proxy) => {
        const id = world.newId("claim");
        proxy.breakNext("TransactWriteItems", "fails before", 5);
        assert.equal((await ask(world, id, { reviewers: [world.person] })).status, 201);
        assert.deepEqual(await typesOf(world, id), ["approval.created"]);
        assert.equal(proxy.calls.filter((action) => action === "TransactWriteItems").length, 6);
      }),
  },
  {
    title: "F8 a request and a decision that were written, and whose answers were lost, are each written once",
    run: (world) =>
      throughProxy(world, ["AgentApi", "ReviewerApi"], async (proxy) => {
        const id = world.newId("claim");
        proxy.breakNext("TransactWriteItems", "loses the answer of");
        assert.equal((await ask(world, id, { reviewers: [world.person] })).status, 201);
        proxy.breakNext("TransactWriteItems", "loses the answer of");
        const decided = await decideSignedIn(world, id, { decision: "approved" });
        assert.deepEqual([decided.status, decided.json.decision], [200, "approved"]);
        await poll(world, id, 0);
        assert.deepEqual(await typesOf(world, id), ["approval.created", "approval.decided", "execution.resumed"]);
      }),
  },
  {
    title:
      "F6 a function that dies between its commit and everything else: the agent is resumed, and who decided is told",
    run: (world) =>
      throughProxy(world, ["ReviewerApi"], async (proxy) => {
        const id = world.newId("claim");
        const machine = await agentMachineOf(world.operator);
        const { executionArn, taskToken } = await machine.start(id);
        world.taskTokens.add(taskToken);
        const resume = { kind: "task-token", taskToken };
        assert.equal((await ask(world, id, { reviewers: [world.person], resume })).status, 201);
        await world.operator.withTimeout("ReviewerApi", 8, async () => {
          proxy.breakNext("TransactWriteItems", "dies after");
          const died = await decideSignedIn(world, id, { decision: "approved" });
          assert.ok(died.status >= 500, `the function died, and the gateway says ${died.status}`);
        });
        const { approval } = await machine.output(executionArn);
        assert.equal(approval.decision, "approved");
        const again = await call(world, "person", "GET", `/v1/approvals/${id}`);
        assert.equal(again.json.decision, "approved");
        await eventually("resumed", async () => (await poll(world, id, 0)).json.resumeState === "resumed");
        assert.deepEqual(await typesOf(world, id), ["approval.created", "approval.decided", "execution.resumed"]);
      }),
  },
  {
    title: "F7 entries that the stream brings again, all at once and in the wrong order, do nothing again",
    run: async (world) => {
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      await decideSignedIn(world, id, { decision: "rejected" });
      await poll(world, id, 0);
      const done = ["approval.created", "approval.decided", "execution.resumed"];
      await eventually("resumed", async () => (await typesOf(world, id)).length === done.length);
      const items = (await world.operator.items(world.operator.audit)).filter(({ pk }) => pk?.S === id);
      const Records = [...items.toReversed(), ...items].map((NewImage, index) => ({
        eventName: "INSERT",
        dynamodb: { NewImage, SequenceNumber: String(index) },
      }));
      for (let n = 0; n < 3; n++) await world.operator.invoke("OnAuditEntry", { Records });
      assert.deepEqual(await typesOf(world, id), done);
      const heard = async () =>
        new Set(
          (await world.bus.hear())
            .filter(({ detail }) => detail.data.approvalRequestId === id)
            .map(({ detail }) => detail.eventId),
        ).size;
      await eventually("all were heard", async () => (await heard()) >= done.length);
      assert.equal(await heard(), done.length, "published again under the same ids");
    },
  },
  {
    title: "F7 messages to resume that are brought back from the dead-letter queue, twice, tell nobody again",
    run: async (world) => {
      const { operator, stack, taskTokens } = world;
      const id = world.newId("claim");
      const machine = await agentMachineOf(operator);
      const { executionArn, taskToken } = await machine.start(id);
      taskTokens.add(taskToken);
      await ask(world, id, { reviewers: [world.person], resume: { kind: "task-token", taskToken } });
      await decideSignedIn(world, id, { decision: "approved" });
      await machine.output(executionArn);
      const done = ["approval.created", "approval.decided", "execution.resumed"];
      await eventually("resumed", async () => (await typesOf(world, id)).length === done.length);
      const row = (await operator.items(operator.approvals)).find(
        ({ pk, sk }) => pk?.S === `A#${id}` && sk?.S === "STATE",
      );
      const [{ waiterId }] = JSON.parse(row?.approval?.S ?? "").waiters;
      const QueueUrl = stack.physicalId("AWS::SQS::Queue", "SaysoResumeQueue");
      const MessageBody = JSON.stringify({ approvalRequestId: id, waiterId });
      for (let n = 0; n < 2; n++) await operator.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      await eventually("the queue is worked through", async () => {
        const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
        const { Attributes = {} } = await operator.sqs.send(asked);
        return AttributeNames.every((name) => Attributes[name] === "0");
      });
      assert.deepEqual(await typesOf(world, id), done);
      assert.equal((await operator.row(id)).dueAt, undefined);
    },
  },
];
