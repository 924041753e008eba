import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { AgentCaller } from "../../api/caller.ts";
import type { ApiRequest, ApiResponse } from "../../api/message.ts";
import type { Person } from "../../ports/people.ts";

/** Paths on which the gateway itself verifies who asks, by AWS signature, and what such a role is to us. */
const signed: Readonly<Record<string, (role: Role) => AgentCaller | Person>> = {
  "/iam/": ({ id, name, session }) => ({
    kind: "agent",
    agent: name,
    requester: { id, via: "iam", credential: session },
  }),
  "/iam-review/": ({ id, name, session }) => ({ kind: "person", id, name, via: "iam", roles: ["reviewer"], session }),
};

interface Role {
  /** `role:<account>:<name>`: the same for every session, and for a role that asks and one that decides. */
  readonly id: string;
  readonly name: string;
  readonly session: string;
}

/** What API Gateway hands to a function (REST API, Lambda proxy integration), in our words. */
export function toApiRequest(event: APIGatewayProxyEvent): ApiRequest {
  const prefix = Object.keys(signed).find((start) => event.path.startsWith(start));
  const iam = prefix && signed[prefix]?.(toRole(event.requestContext.identity.userArn));
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {}))
    for (const value of values ?? []) query.append(name, value);
  const headers = Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  // A browser may send each cookie in a header of its own (RFC 9113, 8.2.3), of which the gateway passes on the last.
  const cookies = Object.entries(event.multiValueHeaders ?? {}).find(([name]) => name.toLowerCase() === "cookie")?.[1];
  const body = event.body ?? "";
  return {
    method: event.httpMethod === "HEAD" ? "GET" : event.httpMethod,
    path: encodePath(prefix ? event.path.slice(prefix.length - 1) : event.path),
    query,
    headers: { ...Object.fromEntries(headers), ...(cookies && { cookie: cookies.join("; ") }) },
    body: event.isBase64Encoded ? Buffer.from(body, "base64").toString() : body,
    ...(iam && { iam }),
  };
}

export function toGatewayResult({ status, headers, body }: ApiResponse): APIGatewayProxyResult {
  return { statusCode: status, headers, body };
}

/** The gateway has decoded the path already; the API decodes it itself. */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
}

/** @throws Error when the gateway names no role, which an AWS_IAM method rules out */
function toRole(userArn: string | null): Role {
  const [, , , , account, resource] = userArn?.split(":") ?? [];
  const [kind, name] = resource?.split("/") ?? [];
  if (!userArn || !account || !name) throw new Error("the gateway verified a signature but names nobody");
  return { id: `${kind === "user" ? "user" : "role"}:${account}:${name}`, name, session: userArn };
}
