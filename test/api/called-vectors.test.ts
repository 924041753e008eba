import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { allRoutes } from "../../functions/api/routes/all-routes.ts";
import { listApprovalsQuery } from "../../functions/schemas/queries.ts";
import { agentRolesPath, reviewerRolesPath } from "../../lib/routes.ts";
import { vectors } from "../sdk/vectors.ts";
import { files } from "./callers.ts";

interface CallCase {
  readonly name: string;
  readonly call: string;
  readonly request?: { readonly path: string; readonly query?: string; readonly signed?: object };
}

const routes = allRoutes(files);

/** Whether a path is one of the route's: its parameters are segments of any kind. */
function fits(template: string, path: string): boolean {
  const [asked, known] = [path.split("/"), template.split("/")];
  return asked.length === known.length && known.every((part, at) => part.startsWith("{") || part === asked[at]);
}

for (const file of ["requests.json", "identities.json"])
  describe(`every address of ${file} is one of the server's`, () => {
    for (const { name, call, request } of vectors<CallCase>(file)) {
      if (request === undefined) continue;
      test(name, () => {
        const prefix = [agentRolesPath, reviewerRolesPath].find((one) => request.path.startsWith(`${one}/`)) ?? "";
        assert.equal(prefix !== "", request.signed !== undefined);
        const route = routes.find(({ operationId }) => operationId === call);
        assert.ok(route !== undefined && fits(route.path, request.path.slice(prefix.length)), request.path);
        const query = Object.fromEntries(new URLSearchParams(request.query));
        assert.equal(request.query === undefined || listApprovalsQuery.safeParse(query).success, true);
      });
    }
  });
