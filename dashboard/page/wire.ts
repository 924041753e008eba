import type * as z from "zod/mini";
import type { approvalList, approvalSummary, reviewResponse } from "../../functions/schemas/approval-response.ts";
import type { Problem } from "../../functions/schemas/problem.ts";
import type { sessionResponse, signInResponse } from "../../functions/schemas/session.ts";

export type { ReviewerDecision } from "../../functions/core/approval.ts";
export type { ApprovalResponse } from "../../functions/schemas/approval-response.ts";

export type Review = z.infer<typeof reviewResponse>;
export type ApprovalList = z.infer<typeof approvalList>;
export type ApprovalSummary = z.infer<typeof approvalSummary>;
export type SignInPage = z.infer<typeof signInResponse>;
export type Session = z.infer<typeof sessionResponse>;

/** Why a call came to nothing; `unreachable` and `unreadable` are the page's own words. */
export type Trouble = Pick<Problem, "detail" | "approval"> & {
  readonly code: Problem["code"] | "unreachable" | "unreadable";
};
