import type { components, operations } from "./openapi.d.ts";

/** What a call of this name answers when it succeeds, as the API's own document has it. */
export type Answered<Name extends keyof operations> = operations[Name]["responses"] extends {
  readonly 200: { readonly content: { readonly "application/json": infer Body } };
}
  ? Body
  : operations[Name]["responses"] extends {
        readonly 201: { readonly content: { readonly "application/json": infer Body } };
      }
    ? Body
    : operations[Name]["responses"] extends {
          readonly 202: { readonly content: { readonly "application/json": infer Body } };
        }
      ? Body
      : never;

export type Review = Answered<"getReview">;
export type ApprovalResponse = Review["approval"];
export type ApprovalSummary = components["schemas"]["ApprovalSummary"];
export type Status = ApprovalSummary["status"];
export type ReviewerDecision = components["schemas"]["DecisionRequest"]["decision"];
export type Note = Review["notes"][number];
export type SignInPage = Answered<"getSignIn">;
export type Person = Answered<"getSession">;
export type Execution = Answered<"listExecutions">["executions"][number];
export type AuditEntry = Answered<"queryAudit">["entries"][number];
export type Webhook = Answered<"listWebhooks">["webhooks"][number];
export type Delivery = Answered<"listWebhookDeliveries">["deliveries"][number];
export type Reviewer = Answered<"listReviewers">["reviewers"][number];
export type Stats = Answered<"getStats">;

type Problem = components["schemas"]["Problem"];

/** Why a call came to nothing; `unreachable` and `unreadable` are the page's own words. */
export interface Trouble {
  readonly code: Problem["code"] | "unreachable" | "unreadable";
  readonly detail: string;
  /** The approval as it has ended, where that is why. */
  readonly approval?: ApprovalResponse | undefined;
}
