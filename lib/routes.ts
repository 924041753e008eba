import type { FunctionName } from "../functions/schemas/environment.ts";

export interface Route {
  /** `ANY` takes the methods that no other route of the path names; the function answers 405 where there is nothing. */
  readonly method: "ANY" | "GET" | "POST" | "PUT";
  readonly path: string;
  readonly function: FunctionName;
  /** Who may pass the gateway: everybody, to prove themselves to the function, or a role by its signature (SigV4). */
  readonly admits: "everybody" | "roles";
}

function everybody(method: Route["method"], path: string, name: FunctionName): Route {
  return { method, path, function: name, admits: "everybody" };
}

function roles(path: string, name: FunctionName): Route {
  return { method: "ANY", path, function: name, admits: "roles" };
}

/** Where a role asks for approval, as an agent. */
export const agentRolesPath = "/iam";

/** Where a role decides, as a reviewer. */
export const reviewerRolesPath = "/iam-review";

/** Which function serves which path. */
export const routes: readonly Route[] = [
  everybody("ANY", "/", "pages"),
  everybody("ANY", "/{proxy+}", "pages"),
  everybody("ANY", "/v1/openapi.json", "pages"),
  everybody("ANY", "/v1/{proxy+}", "reviewer-api"),
  everybody("POST", "/v1/approvals", "agent-api"),
  everybody("ANY", "/v1/approvals", "query-api"),
  everybody("ANY", "/v1/approvals/{approvalRequestId}", "wait-approval"),
  everybody("ANY", "/v1/approvals/{approvalRequestId}/cancel", "agent-api"),
  everybody("ANY", "/v1/approvals/{approvalRequestId}/audit", "query-api"),
  everybody("ANY", "/v1/approvals/{approvalRequestId}/{proxy+}", "reviewer-api"),
  everybody("ANY", "/v1/audit", "query-api"),
  everybody("ANY", "/v1/stats", "query-api"),
  everybody("ANY", "/v1/executions", "query-api"),
  everybody("PUT", "/v1/executions/{executionId}", "agent-api"),
  everybody("ANY", "/v1/executions/{executionId}", "query-api"),
  everybody("ANY", "/v1/executions/{executionId}/{proxy+}", "agent-api"),
  everybody("ANY", "/v1/review/{proxy+}", "review-link"),
  everybody("ANY", "/v1/slack/interactions", "slack-interactions"),
  everybody("ANY", "/api/v1/{proxy+}", "agent-api"),
  everybody("ANY", "/api/v1/nodes/{node}", "agent-api"),
  everybody("ANY", "/api/v1/nodes/{node}/{proxy+}", "agent-api"),
  everybody("ANY", "/api/v1/nodes/{node}/heartbeat", "pages"),
  everybody("ANY", "/api/v1/executions/{executionId}", "agent-api"),
  everybody("ANY", "/api/v1/executions/{executionId}/{proxy+}", "agent-api"),
  everybody("ANY", "/api/v1/executions/{executionId}/approval-response", "reviewer-api"),
  everybody("ANY", "/api/v1/webhooks/{proxy+}", "reviewer-api"),
  roles(`${agentRolesPath}/{proxy+}`, "agent-api"),
  roles(`${agentRolesPath}/v1/{proxy+}`, "agent-api"),
  roles(`${agentRolesPath}/v1/approvals`, "agent-api"),
  roles(`${agentRolesPath}/v1/approvals/{approvalRequestId}`, "wait-approval"),
  roles(`${agentRolesPath}/v1/approvals/{approvalRequestId}/{proxy+}`, "agent-api"),
  roles(`${reviewerRolesPath}/{proxy+}`, "reviewer-api"),
];
