import type { ReviewerEntry } from "../../functions/core/reviewer-entry.ts";
import * as callers from "../api/callers.ts";
import type { App } from "../api/given-app.ts";

const entry: ReviewerEntry = {
  id: "rita",
  name: "Rita Reyes",
  email: "rita@example.com",
  slackUser: "U01RITA",
  pagerdutyService: null,
  teamsWorkflow: null,
  timeZone: "Europe/Berlin",
  locale: "de-DE",
  channels: [],
  teams: ["claims"],
};

/** The administrator. */
export const ada = { id: "ada", name: "Ada Admin", headers: callers.ada };
export const rita = { entry, headers: callers.rita };
export const sam = { headers: callers.sam };
export const vera = { headers: callers.vera };
/** Headers of the agent whose key the tests' API knows. */
export const agent = callers.agent;

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export async function holderOf(app: Pick<App, "linkToken">, approvalRequestId: string, reviewer: string) {
  return bearer(await app.linkToken(approvalRequestId, reviewer));
}
