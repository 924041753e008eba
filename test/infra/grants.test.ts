import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { synthesize } from "./synthesize.ts";
import { functionIds, resourcesOf, roleOf, type Statement, statementsOf } from "./template-parts.ts";

const { template } = synthesize();

function allowed(functionId: string, of = template): readonly Statement[] {
  return statementsOf(of, roleOf(of, functionId)).filter(({ Effect }) => Effect === "Allow");
}

/** Functions that may take an action, and on what. */
function holders(action: string, of = template): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    functionIds
      .map((id) => [id, allowed(id, of).flatMap((one) => (one.actions.includes(action) ? one.resources : []))] as const)
      .filter(([, resources]) => resources.length > 0),
  );
}

/** What a function is denied on a table. */
function denials(functionId: string, table: RegExp): readonly Statement[] {
  return statementsOf(template, roleOf(template, functionId)).filter(
    ({ Effect, resources }) => Effect === "Deny" && resources.some((resource) => table.test(resource)),
  );
}

const knowsWebhooks: readonly string[] = ["ReviewerApi", "DeliverWebhook"];

/** Functions that may send to a queue. */
function senders(queue: RegExp): Readonly<Record<string, readonly string[]>> {
  const sending = Object.entries(holders("sqs:SendMessage"));
  return Object.fromEntries(sending.filter(([, resources]) => resources.some((resource) => queue.test(resource))));
}

/** Reads for which IAM takes no narrower resource. */
const unnamedReads: Readonly<Record<string, readonly string[]>> = {
  OnAuditEntry: ["states:DescribeExecution", "dynamodb:ListStreams"],
  Sweep: ["states:DescribeExecution"],
  Reconcile: ["states:DescribeExecution"],
};

const machine = /^<SaysoWaitStateMachine\w+>$/;

describe("every function", () => {
  it("has a role of its own and no policy that AWS manages", () => {
    const roles = Object.values(resourcesOf(template, "AWS::Lambda::Function")).map(
      ({ Properties }) => Properties.Role["Fn::GetAtt"][0],
    );
    assert.equal(roles.length, 14);
    assert.equal(new Set(roles).size, 14);
    for (const id of functionIds) {
      const role = resourcesOf(template, "AWS::IAM::Role")[roleOf(template, id)];
      assert.equal(role?.Properties.ManagedPolicyArns, undefined);
    }
  });

  for (const id of functionIds) {
    it(`${id} is forbidden to change the audit trail`, () => {
      const denied = denials(id, /^<SaysoTablesAudit\w+\.Arn>$/);
      assert.equal(denied.length, 1);
      assert.deepEqual([...(denied[0]?.actions ?? [])].sort(), [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:PartiQLDelete",
        "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate",
        "dynamodb:UpdateItem",
      ]);
      assert.match(denied[0]?.resources.join() ?? "", /^<SaysoTablesAudit\w+\.Arn>$/);
    });

    it(`${id} may write the audit trail by PutItem alone`, () => {
      const writes = allowed(id)
        .filter(({ resources }) => resources.some((resource) => /^<SaysoTablesAudit\w+\.Arn>$/.test(resource)))
        .flatMap(({ actions }) => actions)
        .filter((action) => !/:(Get|BatchGet|Query)/.test(action));
      assert.deepEqual([...new Set(writes)], id === "Pages" ? [] : ["dynamodb:PutItem"]);
    });

    it(`${id} ${knowsWebhooks.includes(id) ? "knows" : "is kept from"} the secrets of webhooks`, () => {
      const denied = denials(id, /^<SaysoTablesApprovals\w+\.Arn>$/);
      if (knowsWebhooks.includes(id)) return assert.deepEqual(denied, []);
      assert.equal(denied.length, 1);
      assert.deepEqual(denied[0]?.condition, {
        "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": ["WEBHOOKS"] },
      });
      const reads = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"];
      assert.deepEqual(
        reads.filter((action) => !denied[0]?.actions.includes(action)),
        [],
      );
    });

    it(`${id} may write nothing that it cannot name`, () => {
      const wide = allowed(id).filter(({ resources }) => resources.some((resource) => resource.includes("*")));
      const reads = wide.flatMap(({ actions }) => actions);
      assert.deepEqual(reads, unnamedReads[id] ?? []);
      assert.ok(allowed(id).every(({ actions }) => actions.every((action) => !action.includes("*"))));
    });
  }

  it("may delete nothing of the tables", () => {
    assert.deepEqual(holders("dynamodb:DeleteItem"), {});
    assert.deepEqual(holders("dynamodb:Scan"), {});
  });
});

describe("a function may", () => {
  it("wake the wait only where a decision or a timer comes in", () => {
    const found = holders("states:SendTaskSuccess");
    assert.deepEqual(Object.keys(found), [
      "ReviewerApi",
      "ReviewLink",
      "OnAuditEntry",
      "SlackTasks",
      "Sweep",
      "Reconcile",
    ]);
    for (const resources of Object.values(found)) assert.ok(resources.every((resource) => machine.test(resource)));
    assert.deepEqual(holders("states:SendTaskFailure"), {});
  });

  it("start a wait only from the audit stream, the sweep and the reconciler", () => {
    assert.deepEqual(Object.keys(holders("states:StartExecution")), ["OnAuditEntry", "Sweep", "Reconcile"]);
    for (const resources of Object.values(holders("states:DescribeExecution"))) {
      assert.match(
        resources.join(),
        /^arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<SaysoWaitStateMachine\w+\.Name>:\*$/,
      );
    }
    assert.deepEqual(Object.keys(senders(/^<SaysoResumeQueue/)), ["OnAuditEntry", "Sweep", "Reconcile"]);
  });

  it("queue attempts at deliveries only where events are fanned out, administered or overdue", () => {
    assert.deepEqual(Object.keys(senders(/^<SaysoDeliveriesAttemptsQueue/)), [
      "ReviewerApi",
      "DeliverWebhook",
      "Sweep",
    ]);
    assert.deepEqual(senders(/^<SaysoDeliveriesEventsQueue/), {}, "events come from the bus alone");
  });

  it("publish events only from the audit stream, and to agents that are resumed by them", () => {
    assert.deepEqual(Object.keys(holders("events:PutEvents")), ["OnAuditEntry", "ResumeExecution"]);
  });

  it("make review links only for people, and sign only what resumes agents or tells webhooks", () => {
    const people = ["ReviewerApi", "ReviewLink", "DeliverWebhook", "SlackTasks"];
    const makers = (key: RegExp, from = template) =>
      Object.entries(holders("kms:GenerateMac", from)).flatMap(([fn, keys]) =>
        keys.filter((arn) => key.test(arn)).map(() => fn),
      );
    assert.deepEqual(makers(/LinkKeys/), people);
    assert.deepEqual(makers(/SigningKeys/), ["ReviewerApi", "ResumeExecution", "DeliverWebhook"]);
    const changed = synthesize({ linkKeyGeneration: 2, signingKeyGeneration: 2 }).template;
    assert.deepEqual(
      makers(/LinkKeys/, changed),
      people.flatMap((fn) => [fn, fn]),
    );
    assert.equal(makers(/SigningKeys/, changed).length, 6);
  });

  it("read the audit trail only to show it", () => {
    const readers = Object.entries(holders("dynamodb:Query")).filter(([, resources]) =>
      resources.some((resource) => resource.includes("SaysoTablesAudit")),
    );
    assert.deepEqual(
      readers.map(([id]) => id),
      ["QueryApi"],
    );
  });

  it("not touch a table at all where it only serves pages", () => {
    assert.deepEqual(
      allowed("Pages").flatMap(({ actions }) => actions),
      ["logs:CreateLogStream", "logs:PutLogEvents"],
    );
  });

  it("not change approvals where it only lists them, but record who took a copy of the audit trail", () => {
    assert.ok(!Object.keys(holders("dynamodb:UpdateItem")).includes("QueryApi"));
    const puts = allowed("QueryApi").filter(
      ({ actions, resources }) =>
        actions.includes("dynamodb:PutItem") && resources.join().includes("SaysoTablesApprovals"),
    );
    assert.deepEqual(
      puts.map(({ condition }) => condition),
      [{ "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["A##deployment"] } }],
    );
  });
});

describe("users' own state machines", () => {
  const arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:claims";

  it("are resumed when they are listed", () => {
    const found = holders("states:SendTaskSuccess", synthesize({ agentStateMachines: [arn] }).template);
    assert.deepEqual(found.ResumeExecution, [arn]);
    assert.deepEqual(Object.entries(found).filter(([, resources]) => resources.includes(arn)).length, 1);
  });

  it("are out of reach otherwise", () => {
    assert.equal(holders("states:SendTaskSuccess").ResumeExecution, undefined);
    assert.deepEqual(holders("lambda:SendDurableExecutionCallbackSuccess"), {});
  });

  it("on durable functions are resumed in every version of the functions listed", () => {
    const agent = "arn:aws:lambda:eu-west-1:123456789012:function:claims";
    const { template: listing } = synthesize({ durableAgents: [agent] });
    assert.deepEqual(holders("lambda:SendDurableExecutionCallbackSuccess", listing), {
      ResumeExecution: [`${agent}:*`],
    });
  });
});
