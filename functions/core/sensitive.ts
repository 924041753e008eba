import type { ApprovalContent } from "./approval.ts";

/** Stands where something was left out. */
export const withheld = "[sensitive]";

/** Which parts of a request can be marked: what it shows, not what it is called or who is asked. */
export const sensitivePattern = /^\/(?:context|action\/arguments)(?:\/(?:[^~/]|~[01])*)*$/;

type Marked = Pick<ApprovalContent, "context" | "action">;

/** Whether a JSON Pointer (RFC 6901) leads to something that the request holds. */
export function leadsSomewhere(request: { readonly context?: unknown; readonly action?: unknown }, pointer: string) {
  let value: unknown = request;
  for (const token of tokensOf(pointer)) {
    if (!holds(value, token)) return false;
    value = value[token];
  }
  return value !== undefined;
}

/** The content as it may leave for channels, the event bus and webhooks: what was marked is not in it. */
export function withoutSensitive<Content extends Marked & Pick<ApprovalContent, "sensitive">>(
  content: Content,
): Content {
  const { context, action } = (content.sensitive ?? []).reduce<Marked>(
    (rest, pointer) => withhold(rest, tokensOf(pointer)) as Marked,
    content,
  );
  return { ...content, context, action };
}

function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

type Holder = Readonly<Record<string, unknown>>;

/** An index of a list is written without a zero before it: `01` leads nowhere. */
function holds(value: unknown, token: string): value is Holder {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? /^(?:0|[1-9]\d*)$/.test(token) && token in value : Object.hasOwn(value, token);
}

/** A part that was left out whole, or never there, has nothing below it to leave out. */
function withhold(value: unknown, [token, ...rest]: readonly string[]): unknown {
  if (token === undefined) return withheld;
  if (!holds(value, token)) return value;
  const member = withhold(value[token], rest);
  if (Array.isArray(value)) return value.with(Number(token), member);
  // Spread, and not assigned: `__proto__` is a name like any other in JSON.
  return Object.fromEntries(Object.entries(value).map(([name, old]) => [name, name === token ? member : old]));
}
