import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, it } from "node:test";
import { environments, type FunctionName } from "../../functions/schemas/environment.ts";
import { synthesize } from "./synthesize.ts";
import { asText, functionIds, resourcesOf, theResource } from "./template-parts.ts";

const { template } = synthesize();
const functions = Object.fromEntries(
  functionIds.map((id) => {
    const [, { Properties }] = theResource(template, "AWS::Lambda::Function", `SaysoFunctions${id}`);
    return [id.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase(), Properties];
  }),
);

describe("every function", () => {
  it("is one of the fourteen, and each of them is deployed", () => {
    assert.deepEqual(Object.keys(functions).sort(), Object.keys(environments).sort());
    assert.equal(Object.keys(resourcesOf(template, "AWS::Lambda::Function")).length, 14);
  });

  for (const [name, properties] of Object.entries(functions)) {
    it(`${name} runs its bundle on Node 24, arm64`, () => {
      assert.deepEqual(
        [properties.Runtime, properties.Architectures, properties.Handler],
        ["nodejs24.x", ["arm64"], "index.handler"],
      );
    });

    it(`${name} gets exactly the variables that it reads`, () => {
      const variables = Object.fromEntries(
        Object.entries(properties.Environment?.Variables ?? {}).map(([key, value]) => [key, asText(value)]),
      );
      const schema = environments[name as FunctionName];
      assert.equal(schema.safeParse(variables).success, true);
      const known = Object.keys(schema.def.shape);
      assert.deepEqual(
        Object.keys(variables).filter((key) => !known.includes(key)),
        [],
      );
    });

    it(`${name} logs JSON for three months`, () => {
      assert.equal(properties.LoggingConfig.LogFormat, "JSON");
      const log = resourcesOf(template, "AWS::Logs::LogGroup")[properties.LoggingConfig.LogGroup.Ref];
      assert.equal(log?.Properties.RetentionInDays, 90);
    });
  }

  it("answers requests before the gateway gives up", () => {
    for (const name of ["agent-api", "reviewer-api", "review-link", "query-api", "wait-approval", "pages"]) {
      assert.ok(functions[name].Timeout < 29, name);
    }
  });
});

describe("the long poll", () => {
  it("has concurrency of its own, and no other function has", () => {
    assert.deepEqual(
      Object.entries(functions).flatMap(([name, { ReservedConcurrentExecutions }]) =>
        ReservedConcurrentExecutions === undefined ? [] : [[name, ReservedConcurrentExecutions]],
      ),
      [["wait-approval", 25]],
    );
  });

  it("shares the account's where a new account has too little", () => {
    const other = synthesize({ longPollConcurrency: 0 }).template;
    const [, { Properties }] = theResource(other, "AWS::Lambda::Function", "SaysoFunctionsWaitApproval");
    assert.equal(Properties.ReservedConcurrentExecutions, undefined);
  });
});

describe("bundles", () => {
  it("that were not built are asked for by name", () => {
    const empty = mkdtempSync(`${tmpdir()}/sayso-none-`);
    assert.throws(
      () => synthesize({ bundles: empty }),
      /No bundle of the function run-timers .*run "npm run build" first/,
    );
  });
});
