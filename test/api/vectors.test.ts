import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import type * as z from "zod/mini";
import { canonicalJson } from "../../functions/core/canonical-json.ts";
import { digest } from "../../functions/core/digest.ts";
import { approvalRequest, cancelRequest, reassignRequest } from "../../functions/schemas/approval-request.ts";
import { approvalResponse } from "../../functions/schemas/approval-response.ts";
import { decisionRequest } from "../../functions/schemas/decision-request.ts";
import { executionRequest, noteRequest } from "../../functions/schemas/execution-request.ts";
import { problemCodes } from "../../functions/schemas/problem.ts";
import { serverCodes } from "../sdk/server-codes.ts";
import { vectors } from "../sdk/vectors.ts";

const bodies: Readonly<Record<string, z.ZodMiniType>> = {
  requestApproval: approvalRequest,
  cancelApproval: cancelRequest,
  submitDecision: decisionRequest,
  reassignApproval: reassignRequest,
  putExecution: executionRequest,
  addNote: noteRequest,
};

interface RequestCase {
  readonly name: string;
  readonly call: string;
  readonly request?: { readonly body?: unknown };
}

describe("what the SDKs send is what the server accepts", () => {
  for (const { name, call, request } of vectors<RequestCase>("requests.json"))
    if (request?.body !== undefined)
      test(name, () => {
        const parsed = bodies[call]?.safeParse(request.body);
        assert.deepEqual(parsed?.error?.issues, undefined);
        assert.deepEqual(parsed?.data, request.body);
      });
});

test("the SDKs are held to the codes that the server answers with, and to no others", () => {
  assert.deepEqual(problemCodes.toSorted(), serverCodes.toSorted());
});

interface ResultCase {
  readonly name: string;
  readonly answer: { readonly body: unknown };
  readonly result?: { readonly decision: string };
}

test("the ends of an approval that the SDKs are held to are those that the server writes", () => {
  const whole = ["approved", "rejected", "request_changes"];
  for (const { name, answer, result } of vectors<ResultCase>("results.json"))
    if (whole.includes(name)) assert.equal(approvalResponse.parse(answer.body).decision, result?.decision);
});

interface CanonicalCase {
  readonly name: string;
  readonly text: string;
  readonly canonical?: string;
  readonly digest?: string;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("canonical JSON", () => {
  for (const { name, text, canonical, digest: expected } of vectors<CanonicalCase>("canonical-json.json"))
    test(name, () => {
      const value = JSON.parse(text);
      if (canonical === undefined) assert.throws(() => canonicalJson(value), TypeError);
      else assert.deepEqual([canonicalJson(value), digest(sha256, value)], [canonical, expected]);
    });
});
