import type { ApiKey, ApiKeyStore } from "../../ports/api-key-store.ts";
import type { Database } from "./database.ts";

export function sqliteApiKeyStore(db: Database): ApiKeyStore {
  const find = (prefix: string): ApiKey | undefined => {
    const row = db.get("SELECT api_key FROM api_keys WHERE prefix = ?", prefix);
    return row && (JSON.parse(String(row.api_key)) as ApiKey);
  };
  return {
    add: (key) =>
      db.write(() => {
        const sql = "INSERT OR IGNORE INTO api_keys (prefix, created_at, api_key) VALUES (?, ?, ?)";
        return db.run(sql, key.prefix, key.createdAt, JSON.stringify(key)) === 1 ? "added" : "duplicate";
      }),
    find: async (prefix) => find(prefix),
    list: async () =>
      db
        .all("SELECT api_key FROM api_keys ORDER BY created_at DESC, prefix DESC")
        .map((row) => JSON.parse(String(row.api_key)) as ApiKey),
    revoke: (prefix, at) =>
      db.write(() => {
        const key = find(prefix);
        if (!key) return "not_found";
        const revoked: ApiKey = { ...key, revokedAt: key.revokedAt ?? at };
        db.run("UPDATE api_keys SET api_key = ? WHERE prefix = ?", JSON.stringify(revoked), prefix);
        return "revoked";
      }),
  };
}
