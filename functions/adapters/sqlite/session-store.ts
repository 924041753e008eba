import type { Database } from "./database.ts";

/** Sessions of browsers, by the SHA-256 of the token that each of them keeps. */
export function sqliteSessionStore(db: Database) {
  return {
    /** Forgets at the same time what has ended. */
    begin: (tokenHash: string, expiresAt: number, now: number): Promise<void> =>
      db.write(() => {
        db.run("DELETE FROM sessions WHERE expires_at <= ?", now);
        db.run("INSERT INTO sessions (token_hash, expires_at) VALUES (?, ?)", tokenHash, expiresAt);
      }),
    holds: (tokenHash: string, now: number): boolean =>
      db.get("SELECT 1 FROM sessions WHERE token_hash = ? AND expires_at > ?", tokenHash, now) !== undefined,
    end: (tokenHash: string): Promise<void> =>
      db.write(() => {
        db.run("DELETE FROM sessions WHERE token_hash = ?", tokenHash);
      }),
  };
}

export type SessionStore = ReturnType<typeof sqliteSessionStore>;
