import { randomUUID } from "node:crypto";
import type { Ministack } from "../../tools/ministack.ts";
import { call, type World } from "../scenarios/world.ts";
import { agentMachineArn } from "./agent-machine.ts";
import { listenToBus } from "./bus-listener.ts";
import { bootstrap, type DeployedStack, deployStack, gatewayUrl } from "./deploy-stack.ts";
import { type OidcTestIssuer, startOidcIssuer } from "./oidc-issuer.ts";
import { createOperator, type Operator } from "./operator.ts";
import { refundMachineArn } from "./refund-machine-name.ts";

export interface AwsWorld extends World {
  readonly aws: Ministack;
  readonly stack: DeployedStack;
  readonly operator: Operator;
  readonly issuer: OidcTestIssuer;
  readonly bus: Awaited<ReturnType<typeof listenToBus>>;
  /** Every credential of the API that was handed out. */
  readonly secrets: string[];
  /** Every task token with which an agent waited. */
  readonly taskTokens: Set<string>;
  /** Task tokens of approvals' waits that were seen on their rows; there they go when the wait is over. */
  readonly waitTokens: ReadonlySet<string>;
}

/** A text that only the deployed template can be held to. */
export interface AwsScenario {
  readonly title: string;
  readonly run: (world: AwsWorld) => Promise<void>;
}

/** The stack with people of an issuer of ours, deployed on an emulated account, with an agent's key made by an admin. */
export async function deployAwsWorld(aws: Ministack): Promise<AwsWorld> {
  await bootstrap(aws);
  const issuer = await startOidcIssuer();
  const person = "ada@example.com";
  const stack = await deployStack(aws, "Sayso", {
    oidcIssuer: issuer.issuer,
    oidcAudience: issuer.audience,
    oidcJwksUrl: issuer.jwksUrl,
    defaultReviewers: person,
    agentStateMachines: `${agentMachineArn},${refundMachineArn}`,
    // Agents that are called back run here too.
    allowedOutgoingHosts: "127.0.0.1",
  });
  const operator = createOperator(aws, stack);
  const secrets: string[] = [];
  const secret = (text: string) => {
    secrets.push(text);
    return text;
  };
  const token = secret(await issuer.idToken({ email: person, groups: ["reviewer", "auditor", "admin"] }));
  const world: AwsWorld = {
    baseUrl: gatewayUrl(aws, stack),
    agentHeaders: {},
    personHeaders: { authorization: `Bearer ${token}` },
    person,
    newId: (name) => `${name}-${randomUUID()}`,
    linkFor: async (approvalRequestId, reviewer) => {
      const { json } = await call(world, "person", "GET", `/v1/approvals/${approvalRequestId}/links`);
      const link = json.links.find((candidate: { reviewer: string }) => candidate.reviewer === reviewer);
      return secret(link.url.split("#")[1]);
    },
    keepSecret: secret,
    soonMs: 4_000,
    // The state machine counts whole seconds; the emulator starts a process for a function that has none idle.
    expiryBoundMs: 60_000,
    // The sweep comes once a minute.
    timerBoundMs: 60_000 + 60_000,
    wakeBoundMs: 15_000,
    // Each round is a long poll, and each long poll a function of its own, of which 25 may run.
    rounds: 10,
    aws,
    stack,
    operator,
    bus: await listenToBus(operator),
    issuer,
    secrets,
    taskTokens: new Set(),
    waitTokens: watchTokens(operator),
  };
  const { json } = await call(world, "person", "POST", "/v1/api-keys", { agent: "claims", description: "tests" });
  return { ...world, agentHeaders: { "x-api-key": secret(json.key) } };
}

/** Looks at the rows again and again for as long as the process lives. */
function watchTokens(operator: Operator): ReadonlySet<string> {
  const seen = new Set<string>();
  const look = async () => {
    for (const { waitToken } of await operator.items(operator.approvals)) if (waitToken?.S) seen.add(waitToken.S);
  };
  setInterval(() => look().catch(() => {}), 500).unref();
  return seen;
}
