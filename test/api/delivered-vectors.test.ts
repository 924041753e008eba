import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TerminalApproval } from "../../functions/core/approval.ts";
import { approvalResult } from "../../functions/core/approval-result.ts";
import { approvalList, approvalResponse } from "../../functions/schemas/approval-response.ts";
import { vectors } from "../sdk/vectors.ts";

interface EndCase {
  readonly name: string;
  readonly text: string;
  readonly result?: { readonly decision: string };
}

/** Those that this version of the server writes; the others are what a later one might, or nobody should. */
const written = ["approved", "rejected", "request_changes", "expired: nobody decided", "error: cancelled"];

describe("the ends that the SDKs read are those that the server delivers", () => {
  for (const { name, text } of vectors<EndCase>("ends.json").filter(({ name }) => written.includes(name)))
    test(name, () => {
      const { decision, executionId, arguments: given, ...end } = JSON.parse(text);
      const approval = { ...end, status: decision, decidedAt: Date.parse(end.decidedAt) } as TerminalApproval;
      const action = { name: "pay_claim", arguments: given };
      assert.deepEqual(approvalResult(approval, { action }, executionId), JSON.parse(text));
    });
});

interface EventCase {
  readonly name: string;
  readonly text: string;
  readonly event?: { readonly truncated: boolean };
}

const eventFields = ["eventId", "type", "timestamp", "sequence", "data", "resume", "truncated"];

describe("the events that the SDKs read hold approvals as the server writes them", () => {
  for (const { name, text, event } of vectors<EventCase>("events.json")) {
    if (event === undefined || event.truncated || name.includes("later version")) continue;
    test(name, () => {
      const { data, ...rest } = JSON.parse(text);
      assert.deepEqual(approvalResponse.parse(data), data);
      assert.deepEqual(
        Object.keys(rest).filter((field) => !eventFields.includes(field)),
        [],
      );
    });
  }
});

interface PageCase {
  readonly name: string;
  readonly answer: { readonly body: object };
  readonly page?: object;
}

describe("the lists that the SDKs read are those that the server answers with", () => {
  for (const { name, answer, page } of vectors<PageCase>("pages.json"))
    if (page !== undefined && !name.includes("later version"))
      test(name, () => {
        assert.deepEqual(approvalList.parse(answer.body), answer.body);
      });
});
