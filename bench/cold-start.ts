import { execFileSync } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describeMachine } from "./machine.ts";
import { median } from "./percentiles.ts";
import { printMachine, report } from "./report.ts";
import { newFolder } from "./server.ts";

const runs = 9;
/** KB are 1,000 bytes here. */
const budgetKb = 250;

/** Every variable that any function reads, with values that lead nowhere: loading a module asks nobody anything. */
const environment = {
  PATH: process.env.PATH,
  AWS_REGION: "eu-central-1",
  APPROVALS_TABLE: "approvals",
  AUDIT_TABLE: "audit",
  PUBLIC_URL: "https://sayso.example.com",
  DEFAULT_REVIEWERS: "alice@example.com",
  OIDC_ISSUER: "https://issuer.example.com",
  OIDC_AUDIENCE: "sayso",
  OIDC_CLIENT_ID: "sayso",
  OIDC_SCOPE: "openid email profile",
  ROLES_CLAIM: "roles",
  LINK_KEY_ID: "alias/links",
  SIGNING_KEY_ID: "alias/signing",
  ALLOW_SELF_APPROVAL: "false",
  REQUIRE_INITIATED_BY: "false",
  ALLOWED_OUTGOING_HOSTS: "",
  DEPLOYMENT: "Sayso",
  STATE_MACHINE_ARN: "arn:aws:states:eu-central-1:123456789012:stateMachine:wait",
  RESUME_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/resume",
  DELIVERY_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/deliveries",
  SLACK_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/slack",
  EVENT_BUS: "default",
};

const load = "const from = performance.now(); await import(process.argv[1]); console.log(performance.now() - from)";

/** Milliseconds that a fresh process takes to load a module and all it imports. */
function loadMs(file: string): number {
  const args = ["--input-type=module", "--eval", load, pathToFileURL(file).href];
  const printed = execFileSync(process.execPath, args, { env: environment, encoding: "utf8" });
  return Math.round(Number(printed) * 10) / 10;
}

const folder = newFolder();
const empty = join(folder, "empty.mjs");
writeFileSync(empty, "");
const functions = join(import.meta.dirname, "..", "dist", "functions");
const bundles = readdirSync(functions).toSorted();
const fileOf = (name: string) => (name === "" ? empty : join(functions, name, "index.mjs"));

const machine = describeMachine(folder);
printMachine(machine);
const tookMs = new Map(["", ...bundles].map((name) => [name, [] as number[]]));
for (let run = 0; run < runs; run++) for (const [name, took] of tookMs) took.push(loadMs(fileOf(name)));

const figures = [...tookMs].map(([name, took]) => {
  const kb = Math.round(statSync(fileOf(name)).size / 1000);
  const load = `loaded in ${median(took).toFixed(1)} ms (median of ${runs})`;
  if (name === "") return { name: "an empty module", measured: load, wanted: null, met: null };
  return { name, measured: `${kb} KB, ${load}`, wanted: `≤ ${budgetKb} KB`, met: kb <= budgetKb };
});
report("cold-start", machine, { figures, raw: Object.fromEntries(tookMs) });
const over = figures.filter(({ met }) => met === false).map(({ name }) => name);
console.log(`Over ${budgetKb} KB, for which docs/adr/0001 gives the reasons: ${over.join(", ") || "none"}`);
