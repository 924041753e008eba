import { readFileSync } from "node:fs";
import type { ExistingTables } from "./existing-tables.ts";
import { oidcSettings } from "./oidc-settings.ts";
import type { SaysoProps } from "./sayso-props.ts";

type Setting = (name: string) => string | undefined;

/**
 * The properties that an app's context names (`cdk deploy -c name=value`): lists with commas, flags as `true` or `false`.
 *
 * @throws Error that names the setting and what it takes
 */
export function saysoSettings(setting: Setting): SaysoProps {
  const oidc = oidcSettings(setting);
  return defined({
    publicUrl: setting("publicUrl"),
    defaultReviewers: list(setting, "defaultReviewers"),
    agentStateMachines: list(setting, "agentStateMachines"),
    durableAgents: list(setting, "durableAgents"),
    allowedOutgoingHosts: list(setting, "allowedOutgoingHosts"),
    allowSelfApproval: flag(setting, "allowSelfApproval"),
    requireInitiatedBy: flag(setting, "requireInitiatedBy"),
    linkKeyGeneration: wholeNumber(setting, "linkKeyGeneration"),
    signingKeyGeneration: wholeNumber(setting, "signingKeyGeneration"),
    longPollConcurrency: wholeNumber(setting, "longPollConcurrency"),
    existingTables: existingTables(setting),
    reviewers: reviewers(setting("reviewers")),
    channelSecrets: setting("channelSecrets"),
    emailFrom: setting("emailFrom"),
    oidc,
  });
}

/** A JSON list, or the name of a file that holds one. */
function reviewers(given: string | undefined): SaysoProps["reviewers"] {
  if (given === undefined) return undefined;
  try {
    return JSON.parse(/^\s*\[/.test(given) ? given : readFileSync(given, "utf8"));
  } catch (error) {
    throw new Error(`reviewers must be a JSON list, or the name of a file that holds one: ${(error as Error).message}`);
  }
}

function existingTables(setting: Setting): ExistingTables | undefined {
  const approvalsTableName = setting("approvalsTable");
  const auditTableName = setting("auditTable");
  const auditStreamArn = setting("auditStreamArn");
  if (approvalsTableName && auditTableName && auditStreamArn)
    return { approvalsTableName, auditTableName, auditStreamArn };
  if (approvalsTableName || auditTableName || auditStreamArn)
    throw new Error("approvalsTable, auditTable and auditStreamArn are named together or not at all");
  return undefined;
}

function list(setting: Setting, name: string): readonly string[] | undefined {
  return setting(name)
    ?.split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function flag(setting: Setting, name: string): boolean | undefined {
  const value = setting(name);
  if (value !== undefined && value !== "true" && value !== "false")
    throw new Error(`${name} must be true or false, not "${value}"`);
  return value === undefined ? undefined : value === "true";
}

function wholeNumber(setting: Setting, name: string): number | undefined {
  const value = setting(name);
  if (value !== undefined && !/^\d{1,6}$/.test(value))
    throw new Error(`${name} must be a whole number, not "${value}"`);
  return value === undefined ? undefined : Number(value);
}

/** What is not set is left to its default. */
function defined<T extends object>(props: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as never;
}
