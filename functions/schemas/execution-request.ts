import * as z from "zod/mini";
import { agentName } from "./identifiers.ts";

/** Body of `PUT /v1/executions/{id}`. `waiting` is the service's to say, from the approvals that are pending. */
export const executionRequest = z.strictObject({
  status: z.enum(["running", "succeeded", "failed"], { error: "must be one of running, succeeded, failed" }),
  agent: z.optional(agentName),
});

/** Body of `POST /v1/executions/{id}/notes`. */
export const noteRequest = z.strictObject({
  message: z.string().check(z.minLength(1), z.maxLength(10_000)),
  tags: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(20))),
});
