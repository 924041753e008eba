import type { Settings } from "../use-cases/deps.ts";
import type { ApiRequest } from "./message.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";

type Headers = ApiRequest["headers"];
type Where = Pick<Settings, "publicUrl">;

/** As much as every browser keeps of one cookie, less its name and attributes. */
export const maxTokenLength = 3_900;

/**
 * `__Host-` has the browser vouch that the cookie was set over https by this very host. Plain http, as on one's own
 * machine, has no such cookies; there the name has the port, since hosts share their cookies over all ports.
 */
function nameAt({ publicUrl }: Where): string {
  const { protocol, port } = new URL(publicUrl);
  return protocol === "https:" ? "__Host-sayso" : `sayso-${port || "80"}`;
}

/** The `Set-Cookie` that keeps a token from every script, and sends it from this site's own pages only. */
export function sessionCookie(where: Where, token: string, maxAgeSeconds: number): string {
  const secure = where.publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${nameAt(where)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** The token that a browser keeps for us. */
export function sessionToken(where: Where, { cookie = "" }: Headers): string | undefined {
  const start = `${nameAt(where)}=`;
  const found = cookie.split(";").find((pair) => pair.trim().startsWith(start));
  return found?.trim().slice(start.length) || undefined;
}

/**
 * Refuses what another site's page sends along with our cookie, or to be given one.
 *
 * @param absent what a request means that does not say where it comes from: browsers say it of whatever changes something
 */
export function refuseForeign(
  { publicUrl }: Where,
  { method, headers }: Pick<ApiRequest, "method" | "headers">,
  absent: "own" | "foreign",
): ProblemReply | undefined {
  if (method === "GET") return undefined;
  const own = new URL(publicUrl).origin;
  if ((headers.origin ?? (absent === "own" ? own : undefined)) === own) return undefined;
  return problemReply("forbidden", `Only this service's own pages, at ${own}, can do this with a browser's sign-in.`);
}
