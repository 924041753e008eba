import { type ApprovalResult, SaysoClient } from "@sayso/sdk";

const result: ApprovalResult = await new SaysoClient().pause({
  approvalRequestId: "packed-1",
  title: "Is the package whole?",
  expiresInHours: 1,
});
const { decision, feedback, reviewer, approved } = result;
console.log(JSON.stringify({ decision, feedback, by: reviewer?.id, approved }));
// @ts-expect-error a decision is one of five words
if (decision === "yes") console.log("never");
