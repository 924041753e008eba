import { approvalRequest } from "../../schemas/approval-request.ts";
import { approvalResponse } from "../../schemas/approval-response.ts";
import { presentApproval } from "../../use-cases/present.ts";
import { askForApproval } from "../ask-for-approval.ts";
import { route } from "../route.ts";

export const requestApprovalRoute = route({
  method: "POST",
  path: "/v1/approvals",
  operationId: "requestApproval",
  summary: "Ask for a person's approval. The same request again returns the same approval.",
  callers: ["agent"],
  body: approvalRequest,
  replies: { 201: approvalResponse, 200: approvalResponse },
  handle: async ({ body, caller, idempotency }, app) => {
    const asked = await askForApproval(app, { request: body, caller, idempotency });
    if ("problem" in asked) return asked;
    const { approval, content, status } = asked;
    return {
      status,
      body: await presentApproval(app, approval, content),
      // Relative: a gateway may serve this path below another one.
      headers: { location: `approvals/${encodeURIComponent(approval.approvalRequestId)}` },
    };
  },
});
