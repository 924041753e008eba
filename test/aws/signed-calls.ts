import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { AwsClient } from "aws4fetch";
import { type AwsCredentials, SaysoClient } from "../../sdk/typescript/src/index.ts";
import { auditOf, decideSignedIn } from "../scenarios/world.ts";
import type { AwsScenario, AwsWorld } from "./aws-world.ts";

const region = "us-east-1";
const account = "000000000000";

interface Role {
  readonly name: string;
  /** As the service names it. */
  readonly id: string;
  readonly credentials: AwsCredentials;
}

/** A role with a session of its own, which may call just what `grantRequest` or `grantDecide` lets it. */
async function roleWith(world: AwsWorld, grant: "grantRequest" | "grantDecide"): Promise<Role> {
  const { config } = world.operator;
  const [, apiId = assert.fail()] = /\/restapis\/(\w+)\//.exec(world.baseUrl) ?? [];
  const name = world.newId(grant === "grantRequest" ? "claim-agent" : "treasurer").slice(0, 64);
  const iam = new IAMClient(config);
  const trust = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
  const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust) }));
  const path = grant === "grantRequest" ? "iam" : "iam-review";
  const Resource = `arn:aws:execute-api:${region}:${account}:${apiId}/prod/*/${path}/*`;
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: grant,
      PolicyDocument: document({ Effect: "Allow", Action: "execute-api:Invoke", Resource }),
    }),
  );
  return { name, id: `role:${account}:${name}`, credentials: await sessionOf(world, name, "run-7") };
}

async function sessionOf({ operator }: AwsWorld, role: string, RoleSessionName: string): Promise<AwsCredentials> {
  const session = { RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName };
  const { Credentials } = await new STSClient(operator.config).send(new AssumeRoleCommand(session));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

const clientOf = ({ baseUrl }: AwsWorld, { credentials }: Role) =>
  new SaysoClient({ serverUrl: baseUrl, auth: { region, credentials: async () => credentials } });

/** A signed call as any other signer makes it. */
async function signed({ baseUrl }: AwsWorld, { credentials }: Role, method: string, path: string, body?: object) {
  const { sessionToken, ...keys } = credentials;
  const signer = new AwsClient({ ...keys, ...(sessionToken && { sessionToken }), service: "execute-api", region });
  const began = performance.now();
  const response = await signer.fetch(`${baseUrl}${path}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the test looks into bodies of every shape
  return { status: response.status, json: (await response.json()) as any, tookMs: performance.now() - began };
}

/** Agents and reviewers who are roles: the gateway verifies their signatures and evaluates their policies. */
export const signedCalls: AwsScenario[] = [
  {
    title: "a role asks for approval by signing, another role decides by signing, and the trail names both",
    run: async (world) => {
      const [agent, treasurer] = await Promise.all([roleWith(world, "grantRequest"), roleWith(world, "grantDecide")]);
      const id = world.newId("claim");
      const client = clientOf(world, agent);
      const pending = await client.requestApproval({ approvalRequestId: id, reviewers: [treasurer.id] });
      assert.deepEqual([pending.status, pending.agent], ["pending", agent.name]);
      const decision = { decision: "approved", feedback: "Fine." };
      const decided = await signed(world, treasurer, "POST", `/iam-review/v1/approvals/${id}/decision`, decision);
      assert.equal(decided.status, 200, JSON.stringify(decided.json));
      const result = await client.waitForApproval(id, { timeout: 30_000 });
      assert.deepEqual([result.approved, result.reviewer?.id, result.reviewer?.via], [true, treasurer.id, "iam"]);
      const trail = await auditOf(world, id);
      const created = trail.find(({ type }) => type === "approval.created");
      const ended = trail.find(({ type }) => type === "approval.decided");
      assert.deepEqual([created.requestedBy.id, created.requestedBy.via], [agent.id, "iam"]);
      assert.match(created.disclosed.requesterSession.value, new RegExp(`assumed-role/${agent.name}/run-7$`));
      assert.deepEqual([ended.disclosed.reviewer.value, ended.authenticatedBy], [treasurer.id, "iam"]);
      assert.match(ended.disclosed.session.value, new RegExp(`assumed-role/${treasurer.name}/run-7$`));
      assert.match(ended.session, /^sha256:/);
    },
  },
  {
    title: "a role has no more than its grant: an agent's cannot decide, a reviewer's cannot ask, a forger nothing",
    run: async (world) => {
      const [agent, treasurer] = await Promise.all([roleWith(world, "grantRequest"), roleWith(world, "grantDecide")]);
      const id = world.newId("claim");
      await clientOf(world, agent).requestApproval({ approvalRequestId: id, reviewers: [treasurer.id] });
      const decision = { decision: "approved" };
      const ask = { approvalRequestId: `${id}-2` };
      const forger = { ...agent, credentials: { ...agent.credentials, secretAccessKey: "guessed" } };
      const attempts = [
        // The gateway refuses what the policy does not allow, and a signature by another secret.
        [403, await signed(world, agent, "POST", `/iam-review/v1/approvals/${id}/decision`, decision)],
        [403, await signed(world, treasurer, "POST", "/iam/v1/approvals", ask)],
        [403, await signed(world, forger, "POST", "/iam/v1/approvals", ask)],
        // Behind the gateway, what is not for agents or not for reviewers does not exist for them.
        [404, await signed(world, agent, "POST", `/iam/v1/approvals/${id}/decision`, decision)],
        [404, await signed(world, treasurer, "POST", "/iam-review/v1/approvals", ask)],
      ] as const;
      for (const [expected, { status, json }] of attempts) assert.equal(status, expected, JSON.stringify(json));
      assert.equal((await clientOf(world, agent).getApproval(id))?.status, "pending");
    },
  },
  {
    title: "a role that polls is held until somebody decides",
    run: async (world) => {
      const agent = await roleWith(world, "grantRequest");
      const id = world.newId("claim");
      await clientOf(world, agent).requestApproval({ approvalRequestId: id, reviewers: [world.person] });
      const early = await signed(world, agent, "GET", `/iam/v1/approvals/${id}?wait=2`);
      assert.deepEqual([early.status, early.json.status], [200, "pending"]);
      assert.ok(early.tookMs >= 1_900, `it was held for ${early.tookMs} ms`);
      const held = signed(world, agent, "GET", `/iam/v1/approvals/${id}?wait=20`);
      await decideSignedIn(world, id, { decision: "approved" });
      assert.equal((await held).json.status, "approved");
    },
  },
  {
    title: "a role sees its own requests in every session, and no other role's",
    run: async (world) => {
      const [mine, other] = await Promise.all([roleWith(world, "grantRequest"), roleWith(world, "grantRequest")]);
      const id = world.newId("claim");
      await clientOf(world, mine).requestApproval({ approvalRequestId: id, reviewers: [world.person] });
      const credentials = await sessionOf(world, mine.name, "run-8");
      assert.equal((await signed(world, { ...mine, credentials }, "GET", `/iam/v1/approvals/${id}`)).status, 200);
      assert.equal((await signed(world, other, "GET", `/iam/v1/approvals/${id}`)).status, 404);
    },
  },
];
