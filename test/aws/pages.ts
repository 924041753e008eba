import assert from "node:assert/strict";
import type { AwsScenario } from "./aws-world.ts";

async function get(address: string): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(address);
  return { status: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
}

/** What the gateway and the stage's path add to what the functions do. */
export const pages: AwsScenario[] = [
  {
    title: "the pages find everything that they load, below the stage's path too",
    run: async ({ baseUrl }) => {
      for (const path of ["/", "/review/claim-42"]) {
        const page = await get(`${baseUrl}${path}`);
        assert.equal(page.status, 200);
        const loaded = [...page.text.matchAll(/<(?:script|link)[^>]+?(?:src|href)="([^"]+)"/g)].map(
          ([, to]) => to ?? "",
        );
        assert.ok(loaded.length >= 2, `${path} loads ${loaded.join()}`);
        for (const to of loaded) {
          const { status, type } = await get(new URL(to, `${baseUrl}${path}`).href);
          assert.equal(status, 200, `${to} of ${path}`);
          assert.doesNotMatch(type, /html/);
        }
      }
    },
  },
  {
    title: "what the gateway refuses itself is a problem with a code, as everything else is",
    run: async ({ baseUrl }) => {
      for (const path of ["/iam/v1/approvals", "/iam-review/v1/approvals/claim-42/decision"]) {
        const { status, type, text } = await get(`${baseUrl}${path}`);
        assert.deepEqual([status, type, JSON.parse(text).code], [401, "application/problem+json", "unauthenticated"]);
      }
    },
  },
];
