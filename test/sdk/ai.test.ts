import assert from "node:assert/strict";
import test from "node:test";
import { MockLanguageModelV4 } from "ai/test";
import { z } from "zod";
import { Agent, SaysoError } from "../../sdk/typescript/src/index.ts";

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

function modelThatSays(text: string): MockLanguageModelV4 {
  const finishReason = { unified: "stop", raw: "stop" } as const;
  return new MockLanguageModelV4({
    doGenerate: { content: [{ type: "text", text }], finishReason, usage, warnings: [] },
  });
}

const ClaimAssessment = z.object({
  riskScore: z.number().min(0).max(100),
  fraudIndicators: z.array(z.string()),
  summary: z.string().transform((text) => text.trim()),
});

const question = { system: "You are an insurance claim assessor.", user: "Claim #42: $12,000.00 - water damage" };

test("the answer comes back checked and in the schema's output type", async () => {
  const model = modelThatSays('{"riskScore": 72, "fraudIndicators": ["late report"], "summary": " wet "}');
  const agent = new Agent("claim-processor", { model });
  const assessment = await agent.ai({ ...question, schema: ClaimAssessment });
  const score: number = assessment.riskScore;
  assert.equal(score, 72);
  assert.deepEqual(assessment, { riskScore: 72, fraudIndicators: ["late report"], summary: "wet" });
});

test("the model is shown the system's words, the user's, and the schema", async () => {
  const model = modelThatSays('{"riskScore": 1, "fraudIndicators": [], "summary": ""}');
  await new Agent("claim-processor", { model }).ai({ ...question, schema: ClaimAssessment });
  const [call] = model.doGenerateCalls;
  assert.equal(call?.prompt[0]?.role, "system");
  assert.equal(call?.prompt[0]?.content, "You are an insurance claim assessor.");
  assert.deepEqual(call?.prompt[1]?.content, [{ type: "text", text: "Claim #42: $12,000.00 - water damage" }]);
  const format = call?.responseFormat as { type: string; schema: { required: string[] } };
  assert.equal(format.type, "json");
  assert.deepEqual(format.schema.required, ["riskScore", "fraudIndicators", "summary"]);
});

test("an answer outside the schema is invalid_answer and names the fields", async () => {
  const model = modelThatSays('{"riskScore": 720, "fraudIndicators": [1], "summary": "x"}');
  await assert.rejects(new Agent("a", { model }).ai({ ...question, schema: ClaimAssessment }), (error: SaysoError) => {
    assert.ok(error instanceof SaysoError);
    assert.equal(error.code, "invalid_answer");
    assert.deepEqual(
      error.fields.map(({ field }) => field),
      ["riskScore", "fraudIndicators.0"],
    );
    return true;
  });
});

test("an answer that is not JSON is invalid_answer", async () => {
  const agent = new Agent("a", { model: modelThatSays("I would rather not say") });
  await assert.rejects(agent.ai({ ...question, schema: ClaimAssessment }), { code: "invalid_answer" });
});

test("without a schema the answer is text", async () => {
  const text: string = await new Agent("a", { model: modelThatSays("Looks risky") }).ai(question);
  assert.equal(text, "Looks risky");
});

test("without a model the error says how to set one", async () => {
  await assert.rejects(new Agent("claim-processor").ai({ ...question, schema: ClaimAssessment }), {
    code: "model_not_configured",
    message:
      'This agent has no model: set one with new Agent("claim-processor", { model }), a model of the Vercel AI SDK',
  });
});

test("a schema of another library works where it can be written as JSON Schema", async () => {
  const schema = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value: unknown) =>
        typeof value === "object" && value !== null && "ok" in value
          ? { value: value as { ok: boolean } }
          : { issues: [{ message: "ok is missing", path: ["ok"] }] },
      jsonSchema: { input: () => ({ type: "object", properties: { ok: { type: "boolean" } } }), output: () => ({}) },
    },
  } as const;
  assert.deepEqual(await new Agent("a", { model: modelThatSays('{"ok": true}') }).ai({ ...question, schema }), {
    ok: true,
  });
  await assert.rejects(new Agent("a", { model: modelThatSays("{}") }).ai({ ...question, schema }), {
    code: "invalid_answer",
    message: "The model's answer does not match the schema: ok: ok is missing",
  });
});

test("an error of the model's provider is thrown as it is", async () => {
  const failure = new Error("quota exceeded");
  const model = new MockLanguageModelV4({ doGenerate: () => Promise.reject(failure) });
  await assert.rejects(new Agent("a", { model }).ai(question), (error) => error === failure);
});

test("the environment's SAYSO_MODEL is the model where none is given", (t) => {
  const before = process.env.SAYSO_MODEL;
  t.after(() => {
    if (before === undefined) delete process.env.SAYSO_MODEL;
    else process.env.SAYSO_MODEL = before;
  });
  process.env.SAYSO_MODEL = "anthropic/claude-sonnet-4.5";
  assert.equal(new Agent("a").model, "anthropic/claude-sonnet-4.5");
  const given = modelThatSays("Looks risky");
  assert.equal(new Agent("a", { model: given }).model, given);
  process.env.SAYSO_MODEL = "";
  assert.equal(new Agent("a").model, undefined);
});
