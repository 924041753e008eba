import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { ask } from "../scenarios/world.ts";
import { type Pages, startPages } from "./served-pages.ts";

let pages: Pages;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

const forged: readonly Readonly<Record<string, string>>[] = [
  { host: "evil.example" },
  { host: "evil.example:443", "x-forwarded-proto": "https" },
  { "x-forwarded-host": "evil.example", "x-forwarded-port": "8443" },
  { forwarded: "for=1.2.3.4;host=evil.example;proto=https" },
  {
    "x-forwarded-prefix": "/evil.example",
    "x-original-url": "http://evil.example/",
    "x-rewrite-url": "//evil.example",
  },
  { origin: "https://evil.example", referer: "https://evil.example/page" },
];

interface Reply {
  readonly status: number;
  /** Everything that was answered, headers and all. */
  readonly all: string;
}

function send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: object): Promise<Reply> {
  const sent = body && JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const more = sent ? { "content-type": "application/json", "content-length": Buffer.byteLength(sent) } : {};
    const outgoing = request(`${pages.baseUrl}${path}`, { method, headers: { ...headers, ...more } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, all: `${response.rawHeaders.join("\n")}\n${text}` }),
      );
    });
    outgoing.on("error", reject).end(sent);
  });
}

describe("F20 addresses come from the configuration, whatever a request says about its host", () => {
  for (const headers of forged)
    test(Object.keys(headers).join(", "), async () => {
      const known = pages.newId("claim");
      await ask(pages, known);
      const link = { ...headers, authorization: `Bearer ${await pages.linkFor(known, "admin")}` };
      const agent = { ...headers, ...pages.agentHeaders };
      const person = { ...headers, ...pages.personHeaders };
      const asked = pages.newId("claim");
      const requests: readonly Parameters<typeof send>[] = [
        ["GET", "/", headers],
        ["GET", `/review/${known}`, headers],
        ["GET", "/v1/openapi.json", headers],
        ["GET", "/nothing/here", headers],
        ["GET", `/v1/review/${known}`, link],
        ["GET", `/v1/review/${known}`, headers],
        ["GET", `/v1/approvals/${known}/links`, person],
        ["GET", "/v1/approvals", person],
        ["POST", "/v1/approvals", agent, { approvalRequestId: asked, title: "Pay" }],
        ["GET", `/v1/approvals/${asked}`, agent],
      ];
      const replies: Reply[] = [];
      for (const each of requests) replies.push(await send(...each));
      assert.deepEqual(
        replies.map(({ status }) => status),
        [200, 200, 200, 404, 200, 401, 200, 200, 201, 200],
      );
      for (const { all } of replies) assert.doesNotMatch(all, /evil\.example/);
      assert.ok(replies[6]?.all.includes(`"url":"${pages.baseUrl}/review/${known}#`));
      assert.ok(replies[8]?.all.includes(`"approvalRequestUrl":"${pages.baseUrl}/review/${asked}"`));
    });
});
