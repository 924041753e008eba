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

interface ErrorCase {
  readonly name: string;
  readonly answer: { readonly body: { readonly code?: unknown } };
  readonly error: { readonly code: string };
}

test("the SDKs are held to every code that the server answers with", () => {
  const sent = vectors<ErrorCase>("errors.json").filter(({ name }) => name.startsWith("the server's code "));
  for (const { answer, error } of sent) assert.equal(error.code, answer.body.code);
  const codes = sent.map(({ error }) => error.code);
  assert.deepEqual(
    problemCodes.filter((code) => !codes.includes(code)),
    [],
  );
  // Reserved for `responseSchema`, which this version refuses.
  assert.deepEqual(
    codes.filter((code) => !(problemCodes as readonly string[]).includes(code)),
    ["response_invalid"],
  );
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
