import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

/** The document that the service hands out. */
export const openapi: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
} = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(openapi, "openapi");
const compiled = new Map<string, ValidateFunction>();

function validator(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known) return known;
  const made = ajv.compile({ $ref: `openapi#${pointer}` });
  compiled.set(pointer, made);
  return made;
}

const patterns = Object.keys(openapi.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace("{node}", "[^/]*").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** Fails unless the document describes the answer: its status, its type and, for JSON, its whole body. */
export function checkResponse(
  method: string,
  pathWithQuery: string,
  { status, headers, json }: { status: number; headers: Readonly<Record<string, string>>; json: unknown },
): void {
  const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
  const found = patterns.find(({ pattern }) => pattern.test(pathWithQuery.split("?")[0] ?? ""));
  const operation = found && openapi.paths[found.path]?.[method.toLowerCase()];
  if (status >= 400) {
    const theirs = pathWithQuery.startsWith("/api/");
    assert.equal(
      type,
      theirs ? "application/json" : "application/problem+json",
      `${method} ${pathWithQuery} ${status}`,
    );
    check(`/components/schemas/${theirs ? "AgentfieldError" : "Problem"}`, json);
    return;
  }
  assert.ok(operation, `${method} ${pathWithQuery} is not in the document`);
  const response = operation.responses[String(status)];
  assert.ok(response, `${method} ${pathWithQuery} may not answer ${status}`);
  if (response.content?.[type] === undefined) return;
  const parts = ["paths", found.path, method.toLowerCase(), "responses", String(status), "content", type, "schema"];
  check(`/${parts.map(escaped).map(encodeURIComponent).join("/")}`, json);
}

function check(pointer: string, json: unknown): void {
  const validate = validator(pointer);
  assert.ok(validate(json), `${pointer}: ${ajv.errorsText(validate.errors)}`);
}
