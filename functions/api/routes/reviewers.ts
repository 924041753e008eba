import { channelNames, type ReviewerEntry } from "../../core/reviewer-entry.ts";
import { reviewerId } from "../../schemas/identifiers.ts";
import {
  type ReviewerResponse,
  reviewerList,
  reviewerRequest,
  reviewerResponse,
  toReviewerEntry,
} from "../../schemas/reviewer.ts";
import { putReviewer, removeReviewer } from "../../use-cases/reviewers.ts";
import { invalidField, problemReply } from "../problem-reply.ts";
import { hasRole, route } from "../route.ts";

const unknown = problemReply("not_found", "The directory has no entry for this reviewer.");

/** Field by field: what a newer version keeps of a reviewer besides is not ours to tell. */
function present(entry: ReviewerEntry): ReviewerResponse {
  const { id, name, email, slackUser, pagerdutyService, teamsWorkflow, timeZone, locale, channels, teams } = entry;
  const known = channels.filter((channel) => channelNames.includes(channel));
  return {
    id,
    name,
    email,
    slackUser,
    pagerdutyService,
    teamsWorkflow,
    timeZone,
    locale,
    channels: known,
    teams: [...teams],
  };
}

const configured = problemReply(
  "forbidden",
  "The deployment's own settings give this reviewer's entry: change it there.",
);

export const listReviewersRoute = route({
  method: "GET",
  path: "/v1/reviewers",
  operationId: "listReviewers",
  summary: "The directory of reviewers: how each is told that something waits for them.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 200: reviewerList },
  handle: async (_, app) => ({ status: 200, body: { reviewers: (await app.reviewers.list()).map(present) } }),
});

export const getReviewerRoute = route({
  method: "GET",
  path: "/v1/reviewers/{id}",
  operationId: "getReviewer",
  summary: "One reviewer's entry. Reviewers may read their own.",
  callers: ["person"],
  roles: ["reviewer", "auditor", "admin"],
  replies: { 200: reviewerResponse },
  handle: async ({ params, caller }, app) => {
    if (caller.id !== params.id && !hasRole(caller, ["admin"]))
      return problemReply("forbidden", "This needs the role admin: it is another reviewer's entry.");
    const entry = await app.reviewers.find(params.id);
    return entry ? { status: 200, body: present(entry) } : unknown;
  },
});

export const putReviewerRoute = route({
  method: "PUT",
  path: "/v1/reviewers/{id}",
  operationId: "putReviewer",
  summary: "Write a reviewer's entry, whole.",
  callers: ["person"],
  roles: ["admin"],
  body: reviewerRequest,
  replies: { 200: reviewerResponse, 201: reviewerResponse },
  handle: async ({ params, body, caller }, app) => {
    const id = reviewerId.safeParse(params.id);
    if (!id.success) return invalidField("id", id.error.issues[0]?.message ?? "is no id");
    const entry = toReviewerEntry(id.data, body);
    const outcome = await putReviewer(app, entry, caller);
    return outcome === "configured" ? configured : { status: outcome === "created" ? 201 : 200, body: entry };
  },
});

export const removeReviewerRoute = route({
  method: "DELETE",
  path: "/v1/reviewers/{id}",
  operationId: "removeReviewer",
  summary: "Remove a reviewer's entry: they can still decide, and are told of nothing more.",
  callers: ["person"],
  roles: ["admin"],
  replies: { 204: null },
  handle: async ({ params, caller }, app) => {
    switch (await removeReviewer(app, params.id, caller)) {
      case "removed":
        return { status: 204, text: "", headers: {} };
      case "not_found":
        return unknown;
      case "configured":
        return configured;
    }
  },
});
