import assert from "node:assert/strict";
import { test } from "node:test";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import { openApiDocument } from "../../tools/openapi-document.ts";
import { openapi } from "./openapi-check.ts";

test("docs/openapi.json is what the routes and schemas say", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(openApiDocument())), openapi);
});

test("the document has every route and no other", () => {
  const documented = Object.entries(openapi.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(
    documented.toSorted(),
    allRoutes({})
      .map(({ method, path }) => `${method} ${path}`)
      .toSorted(),
  );
});
