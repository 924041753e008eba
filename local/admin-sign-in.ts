import { randomBytes } from "node:crypto";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";
import type { SessionStore } from "../functions/adapters/sqlite/session-store.ts";
import type { Clock } from "../functions/ports/environment.ts";
import type { People, Person } from "../functions/ports/people.ts";
import type { LinkSignIn } from "../functions/ports/sign-in.ts";

const sessionMs = 7 * 86_400_000;

interface Needs {
  readonly adminToken: string;
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

/**
 * The one person whom local mode knows, with every role: scripts by the admin token, browsers by a session that the link
 * printed at the start begins, once. Who has the admin token can begin as many as they like.
 */
export function adminSignIn({ adminToken, sessions, clock }: Needs) {
  const linkToken = newToken();
  let used = false;
  const { equal, sha256 } = nodeCrypto;

  const people: People = {
    verify: async (token) =>
      equal(token, adminToken) || sessions.holds(sha256(token), clock.now()) ? admin(sha256(token)) : undefined,
  };

  const linkSignIn: LinkSignIn = {
    redeem: async (presented) => {
      const byLink = equal(presented, linkToken);
      if (byLink ? used : !equal(presented, adminToken)) return { ok: false, reason: "link" };
      used ||= byLink;
      const token = newToken();
      const expiresAt = clock.now() + sessionMs;
      try {
        await sessions.begin(sha256(token), expiresAt, clock.now());
      } catch (cause) {
        if (byLink) used = false;
        throw cause;
      }
      return { ok: true, token, expiresAt, person: admin(sha256(token)) };
    },
    end: (token) => sessions.end(sha256(token)),
  };

  return { linkToken, people, linkSignIn };
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}

function admin(session: string): Person {
  const roles = ["reviewer", "auditor", "admin"] as const;
  return { kind: "person", id: "admin", name: "Admin", via: "admin_token", roles, session };
}
