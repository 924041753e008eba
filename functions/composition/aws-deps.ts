import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbStores } from "../adapters/dynamodb/dynamodb-stores.ts";
import { outgoingGuard } from "../adapters/https/outgoing-guard.ts";
import { nodeCrypto } from "../adapters/node/node-crypto.ts";
import type { Deps, Settings } from "../use-cases/deps.ts";
import { configuredReviewers } from "../use-cases/reviewers.ts";
import { absent } from "./absent.ts";
import { builtReviewers } from "./built-reviewers.ts";
import { clock, log } from "./runtime.ts";

interface Variables {
  readonly APPROVALS_TABLE: string;
  readonly AUDIT_TABLE: string;
  readonly PUBLIC_URL: string;
  readonly DEFAULT_REVIEWERS: readonly string[];
  readonly ALLOW_SELF_APPROVAL: boolean;
  readonly REQUIRE_INITIATED_BY: boolean;
  readonly ALLOWED_OUTGOING_HOSTS: readonly string[];
}

/** A wait that has not left its token by then was lost on the way, and is started again. */
const startGraceMs = 120_000;
const resumeGraceMs = 120_000;
/** Longer than the function that tells agents may run. */
const resumeLeaseMs = 60_000;
const deliveryGraceMs = 120_000;
/** Longer than the function that delivers may run. */
const deliveryLeaseMs = 60_000;
/** SQS keeps a message back for no longer. */
const longestQueueDelayMs = 900_000;

export const dynamodb = new DynamoDBClient({});

/** The use cases' needs on AWS. What a function does not use is absent, and says so when it is used all the same. */
export function awsDeps(variables: Variables, own: Partial<Deps> = {}): Deps {
  const { APPROVALS_TABLE: approvalsTable, AUDIT_TABLE: auditTable } = variables;
  const settings: Settings = {
    publicUrl: variables.PUBLIC_URL,
    defaultReviewers: variables.DEFAULT_REVIEWERS,
    allowSelfApproval: variables.ALLOW_SELF_APPROVAL,
    requireInitiatedBy: variables.REQUIRE_INITIATED_BY,
    resumeKinds: ["poll", "task-token", "durable", "callback", "event"],
    startGraceMs,
    resumeGraceMs,
    resumeLeaseMs,
    deliveryGraceMs,
    deliveryLeaseMs,
    longestQueueDelayMs,
  };
  const stores = dynamodbStores({ client: dynamodb, approvalsTable, auditTable });
  return {
    ...stores,
    reviewers: configuredReviewers(builtReviewers(), stores.reviewers),
    waits: absent("waits"),
    resumeQueue: absent("resumeQueue"),
    resumers: {},
    publisher: absent("publisher"),
    deliveryQueue: absent("deliveryQueue"),
    senders: {},
    links: absent("links"),
    signer: absent("signer"),
    signIn: absent("signIn"),
    slack: null,
    slackQueue: absent("slackQueue"),
    linkSignIn: null,
    outgoing: outgoingGuard(variables.ALLOWED_OUTGOING_HOSTS),
    clock,
    crypto: nodeCrypto,
    log,
    settings,
    ...own,
  };
}
