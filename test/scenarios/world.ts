type Headers = Readonly<Record<string, string>>;

/** A deployment as a scenario sees it: over HTTP alone. */
export interface World {
  readonly baseUrl: string;
  /** Credentials of an agent, and of a person with the roles reviewer, auditor and admin. */
  readonly agentHeaders: Headers;
  readonly personHeaders: Headers;
  /** That person's id as a reviewer. */
  readonly person: string;
  /** Makes an id that no other scenario or run uses. */
  newId(name: string): string;
  /** The token of a reviewer's link, however it reaches the reviewer. */
  linkFor(approvalRequestId: string, reviewer: string): Promise<string>;
  /** Remembers what must stand nowhere but in the answer that handed it out. */
  keepSecret(text: string): string;
  /** An expiry that is still ahead when a request for it has got through. */
  readonly soonMs: number;
  /** How long after its time an approval may expire with nobody asking. */
  readonly expiryBoundMs: number;
  /** How long after their time a reminder, an escalation and whatever else is the timers' alone may come. */
  readonly timerBoundMs: number;
  /** How long after a decision a waiting poll may be answered. */
  readonly wakeBoundMs: number;
  /** How many rounds of a race to run. */
  readonly rounds: number;
}

/** One text, run against every deployment. */
export interface Scenario {
  readonly title: string;
  readonly run: (world: World) => Promise<void>;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: scenarios look into bodies of every shape
  readonly json: any;
  readonly text: string;
  readonly tookMs: number;
}

type Who = "agent" | "person" | { readonly link: string };

function headersOf(world: World, who: Who): Headers {
  if (who === "agent") return world.agentHeaders;
  return who === "person" ? world.personHeaders : { authorization: `Bearer ${who.link}` };
}

/** One request over HTTP. */
export async function call(
  world: World,
  who: Who,
  method: string,
  path: string,
  body?: object,
  headers: Headers = {},
): Promise<Reply> {
  const began = performance.now();
  const response = await fetch(`${world.baseUrl}${path}`, {
    method,
    headers: { ...headersOf(world, who), ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // A gateway may call nothing JSON, too.
  const isJson = text !== "" && /\b(problem\+)?json$/.test(response.headers.get("content-type") ?? "");
  const json = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, json, text, tookMs: performance.now() - began };
}

/** What the agent asks unless a scenario says otherwise. */
const claim = {
  title: "Pay claim 42",
  context: "The claimant lost a **suitcase**.",
  action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
};

export function ask(world: World, approvalRequestId: string, changes: object = {}): Promise<Reply> {
  return call(world, "agent", "POST", "/v1/approvals", { ...claim, approvalRequestId, ...changes });
}

/** The agent's long poll. */
export function poll(world: World, approvalRequestId: string, waitSeconds: number): Promise<Reply> {
  return call(world, "agent", "GET", `/v1/approvals/${approvalRequestId}?wait=${waitSeconds}`);
}

export function decideSignedIn(world: World, approvalRequestId: string, decision: object): Promise<Reply> {
  return call(world, "person", "POST", `/v1/approvals/${approvalRequestId}/decision`, decision);
}

/** Opens the review page as the holder of a link does, and decides on it. */
export async function decideByLink(
  world: World,
  approvalRequestId: string,
  reviewer: string,
  decision: object,
): Promise<Reply> {
  const who = { link: await world.linkFor(approvalRequestId, reviewer) };
  const { json } = await call(world, who, "GET", `/v1/review/${approvalRequestId}`);
  return call(world, who, "POST", `/v1/review/${approvalRequestId}/decision`, { ...decision, nonce: json.nonce });
}

/** An approval's audit entries as the auditor sees them, oldest first; reading them expires nothing. */
// biome-ignore lint/suspicious/noExplicitAny: scenarios look into entries of every type
export async function auditOf(world: World, approvalRequestId: string): Promise<any[]> {
  const { json } = await call(world, "person", "GET", `/v1/audit?approvalRequestId=${approvalRequestId}&limit=100`);
  return json.entries;
}

/** Until it is on the record that the agent has the decision. */
export async function untilResumed(world: World, approvalRequestId: string): Promise<void> {
  await until("the agent has it", async () => (await poll(world, approvalRequestId, 0)).json.resumeState === "resumed");
}

/** Far from what anything that is waited for takes, wherever the deployment and however busy the machine. */
const patienceMs = 60_000;

/** Resolves when something holds. @throws Error when it does not come to hold */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await holds()); await sleep(50))
    if (performance.now() > end) throw new Error(`not so within ${patienceMs} ms: ${what}`);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
