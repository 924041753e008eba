/** An agent's credential. The key itself is shown once and never stored. */
export interface ApiKey {
  /** Public first half of the key, by which it is found. */
  readonly prefix: string;
  /** SHA-256 of the whole key: 256 random bits need no slow hash. */
  readonly keyHash: string;
  /** The agent that the key speaks for; null lets the request name its agent. */
  readonly agent: string | null;
  readonly description: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface ApiKeyStore {
  add(key: ApiKey): Promise<"added" | "duplicate">;
  find(prefix: string): Promise<ApiKey | undefined>;
  /** Newest first. */
  list(): Promise<readonly ApiKey[]>;
  revoke(prefix: string, at: number): Promise<"revoked" | "not_found">;
}
