import * as z from "zod/mini";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { isAgentfieldPath } from "../functions/api/agentfield-error.ts";
import type { Route } from "../functions/api/route.ts";
import { allRoutes } from "../functions/api/routes/all-routes.ts";
import { agentfieldError } from "../functions/schemas/agentfield.ts";
import { approvalRequest } from "../functions/schemas/approval-request.ts";
import * as responses from "../functions/schemas/approval-response.ts";
import { auditEntryResponse } from "../functions/schemas/audit-response.ts";
import { decisionRequest } from "../functions/schemas/decision-request.ts";
import { approvalRequestId, executionId } from "../functions/schemas/identifiers.ts";
import { problem } from "../functions/schemas/problem.ts";

const parameters: Readonly<Record<string, z.ZodMiniType>> = { approvalRequestId, executionId };
const idempotencyKey = z
  .optional(z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/)))
  .check(z.meta({ description: "The same key again, with the same body, has the same effect and the same answer." }));

/** The API as OpenAPI 3.1, out of the routes and the zod schemas that check what they take. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of allRoutes({}))
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  return createDocument({
    openapi: "3.1.0",
    info: { title: "Sayso", version: "1", description: "Human approvals for autonomous agents." },
    components: {
      schemas: {
        AgentfieldError: agentfieldError,
        Approval: responses.approvalResponse,
        ApprovalRequest: approvalRequest,
        ApprovalSummary: responses.approvalSummary,
        AuditEntry: auditEntryResponse,
        DecisionRequest: decisionRequest,
        Execution: responses.executionResponse,
        Note: responses.noteResponse,
        Problem: problem,
        Review: responses.reviewResponse,
      },
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "An agent's key." },
        person: {
          type: "http",
          scheme: "bearer",
          description: "A person's token: OpenID Connect, or locally the admin token.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-sayso",
          description:
            "A signed-in browser's, on this service's own pages. Over plain http it is named `sayso-<port>`.",
        },
        link: { type: "http", scheme: "bearer", description: "The token of a review link." },
      },
    },
    paths,
  });
}

const schemes = { agent: ["apiKey"], person: ["person", "session"], link: ["link"], anonymous: [] } as const;

function operation(route: Route): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const path = z.object(Object.fromEntries(names.map((name) => [name, parameters[name] ?? z.string()])));
  const open = route.callers.includes("anonymous");
  return {
    operationId: route.operationId,
    summary: route.summary,
    security: open ? [] : route.callers.flatMap((caller) => schemes[caller].map((scheme) => ({ [scheme]: [] }))),
    requestParams: {
      ...(names.length > 0 && { path }),
      ...(route.query && !open && { query: route.query as unknown as typeof path }),
      ...(route.method === "POST" && !open && { header: z.object({ "Idempotency-Key": idempotencyKey }) }),
    },
    ...(route.body && { requestBody: { content: { "application/json": { schema: route.body } } } }),
    ...(route.form && { requestBody: { content: { "application/x-www-form-urlencoded": { schema: route.form } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.replies).map(([status, schema]) => [
          status,
          { description: route.summary, ...(schema && { content: { "application/json": { schema } } }) },
        ]),
      ),
      default: isAgentfieldPath(route.path)
        ? {
            description: "An error as Agentfield's clients read it.",
            content: { "application/json": { schema: agentfieldError } },
          }
        : {
            description: "Problem Details, RFC 9457.",
            content: { "application/problem+json": { schema: problem } },
          },
    },
  };
}
