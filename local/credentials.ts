import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";

/** The secrets of a local deployment, kept in a file that only its owner can read. */
export interface Credentials {
  readonly apiKey: string;
  readonly adminToken: string;
  readonly linkKey: string;
  /** Seed of the Ed25519 key that signs callbacks, base64url. */
  readonly signingKey: string;
}

/** Reads the secrets, making those that are missing; what the environment gives takes precedence and is not stored. */
export function loadCredentials(
  directory: string,
  given: Partial<Pick<Credentials, "apiKey" | "adminToken">>,
): Credentials {
  const path = join(directory, "credentials.json");
  const stored = read(path);
  const credentials = {
    ...stored,
    apiKey: stored.apiKey ?? nodeCrypto.newApiKey(),
    adminToken: stored.adminToken ?? randomBytes(24).toString("base64url"),
    linkKey: stored.linkKey ?? randomBytes(32).toString("base64url"),
    signingKey: stored.signingKey ?? randomBytes(32).toString("base64url"),
  };
  if (Object.keys(stored).length < Object.keys(credentials).length) write(path, credentials);
  return {
    ...credentials,
    ...(given.apiKey && { apiKey: given.apiKey }),
    ...(given.adminToken && { adminToken: given.adminToken }),
  };
}

function read(path: string): Partial<Credentials> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${path} cannot be read; mend it, or remove it to make new secrets (old review links then die)`, {
      cause: error,
    });
  }
}

/** Whole or not at all, and on the disk before it is used: a link signed with a lost key could never be verified. */
function write(path: string, credentials: Credentials): void {
  const file = openSync(`${path}.new`, "w", 0o600);
  writeSync(file, JSON.stringify(credentials, null, 2));
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}
