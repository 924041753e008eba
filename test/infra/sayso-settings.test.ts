import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { saysoSettings } from "../../lib/sayso-settings.ts";

const read = (context: Readonly<Record<string, string>>) => saysoSettings((name) => context[name]);

describe("settings of cdk deploy", () => {
  it("leave to its default what is not set", () => {
    assert.deepEqual(read({}), {});
  });

  it("are lists with commas, flags and whole numbers", () => {
    assert.deepEqual(
      read({
        defaultReviewers: "alice@example.com, bob@example.com,",
        allowedOutgoingHosts: "hooks.internal:8443",
        allowSelfApproval: "true",
        requireInitiatedBy: "false",
        longPollConcurrency: "0",
        signingKeyGeneration: "2",
      }),
      {
        defaultReviewers: ["alice@example.com", "bob@example.com"],
        allowedOutgoingHosts: ["hooks.internal:8443"],
        allowSelfApproval: true,
        requireInitiatedBy: false,
        longPollConcurrency: 0,
        signingKeyGeneration: 2,
      },
    );
  });

  it("say what they take", () => {
    assert.throws(() => read({ allowSelfApproval: "yes" }), /allowSelfApproval must be true or false, not "yes"/);
    assert.throws(
      () => read({ longPollConcurrency: "many" }),
      /longPollConcurrency must be a whole number, not "many"/,
    );
    assert.throws(() => read({ oidcIssuer: "https://id.example.com" }), /need both oidcIssuer and oidcAudience/);
  });
});
