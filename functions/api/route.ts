import type * as z from "zod/mini";
import type { Person, Role } from "../ports/people.ts";
import type { Deps } from "../use-cases/deps.ts";
import type { Caller } from "./caller.ts";
import type { Parked } from "./message.ts";
import type { ProblemReply } from "./problem-reply.ts";

/** What handlers work with: the use cases' needs. */
export type App = Deps;

export interface JsonReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly after?: () => Promise<void>;
}

export interface TextReply {
  readonly status: number;
  readonly text: string;
  /** The text as it is sent, where it is compressed. */
  readonly bytes?: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly after?: () => Promise<void>;
}

export type Reply = JsonReply | TextReply | ProblemReply | Parked;

type Infer<S> = S extends z.ZodMiniType ? z.infer<S> : undefined;
type Parameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string } & Parameters<Rest>
  : unknown;

/** A request whose caller, parameters, query and body have been checked. */
export interface RouteRequest<Path extends string, Kind extends Caller["kind"], Query, Body> {
  readonly params: Parameters<Path>;
  readonly caller: Extract<Caller, { kind: Kind }>;
  readonly query: Infer<Query>;
  readonly body: Infer<Body>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As sent, for what is signed as sent; null for bytes that are no UTF-8. */
  readonly rawBody: string | null;
  /** The caller, the route and the caller's `Idempotency-Key`; null without one. */
  readonly idempotency: { readonly key: string; readonly payloadDigest: string } | null;
}

/** One row of the wire table: what the API does, and what its OpenAPI document says of it. */
export interface Route<
  Path extends string = string,
  Kind extends Caller["kind"] = Caller["kind"],
  Query extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
  Body extends z.ZodMiniType | undefined = z.ZodMiniType | undefined,
> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: Path;
  /** Names of the path that a client may leave empty, as in `agents//executions`. */
  readonly mayBeEmpty?: readonly string[];
  readonly operationId: string;
  readonly summary: string;
  readonly callers: readonly Kind[];
  /** A person needs one of these. */
  readonly roles?: readonly Role[];
  readonly query?: Query;
  readonly body?: Body;
  /** A form that the handler reads itself, from `rawBody`. */
  readonly form?: z.ZodMiniType;
  /** By status; null for a body that is not JSON. */
  readonly replies: Readonly<Record<number, z.ZodMiniType | null>>;
  readonly handle: (request: RouteRequest<Path, Kind, Query, Body>, app: App) => Promise<Reply>;
}

/** Keeps a route's own types while it is written; the table holds them all alike. */
export function route<
  const Path extends string,
  const Kind extends Caller["kind"],
  Query extends z.ZodMiniType | undefined = undefined,
  Body extends z.ZodMiniType | undefined = undefined,
>(definition: Route<Path, Kind, Query, Body>): Route {
  return definition as unknown as Route;
}

export function hasRole(person: Person, roles: readonly Role[]): boolean {
  return person.roles.some((role) => roles.includes(role));
}
