import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/**
 * A process whose mounts nobody else sees, and that go with it: by root, or by a user who may be root in a namespace of
 * their own. Undefined where neither is allowed.
 */
const unshare = [["--mount"], ["--map-root-user", "--mount"]].find(
  (flags) => spawnSync("unshare", [...flags, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0,
);

export const mayMount = unshare !== undefined;

/** Makes a file system on a file and mounts it. */
export const makeFileSystem = 'truncate -s 32M "$1"; mkfs.ext4 -q "$1"; mount -o loop "$1" "$2"';

/** Whether a process of root's may have a file system of its own on a file. */
export const mayMakeFileSystem = process.getuid?.() === 0 && mayMount && tryFileSystem();

function tryFileSystem(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "sayso-disk-"));
  const { status } = spawnSync("unshare", [
    ...(unshare ?? []),
    "sh",
    "-ec",
    makeFileSystem,
    "sh",
    join(folder, "image"),
    folder,
  ]);
  rmSync(folder, { recursive: true });
  return status === 0;
}

// What this machine does not let one try is not tried, which is no missing installation: it is said, and no test is skipped.
if (!mayMount) console.log("not shown here: disks that are really full or read-only (nothing may be mounted)");
else if (!mayMakeFileSystem) console.log("not shown here: a disk that becomes read-only (no file system may be made)");

export interface PrivateMounts {
  /** Put before a command, it has the mounts as well. */
  readonly through: readonly string[];
  /** Where the files under a path of theirs are found from outside. */
  outside(path: string): string;
  /** Runs a shell command among the mounts. @throws Error when it fails */
  sh(command: string, ...args: readonly string[]): void;
  /** The mounts go when nobody uses them any more. */
  end(): Promise<void>;
}

/** Makes mounts by a shell command. @throws Error when it fails */
export async function privateMounts(command: string, ...args: readonly string[]): Promise<PrivateMounts> {
  // It ends with this process, whose end closes its input.
  const holder = spawn(
    "unshare",
    [...(unshare ?? []), "sh", "-c", `${command}; echo made; exec cat`, ...["sh", ...args]],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const end = async () => {
    if (holder.exitCode !== null || holder.signalCode !== null) return;
    holder.stdin.end();
    await once(holder, "exit");
  };
  after(end);
  const [said] = await Promise.race([once(holder.stdout, "data"), once(holder, "exit")]);
  if (String(said) !== "made\n") throw new Error(`${command}: ${said}`);
  const namespaces = unshare?.includes("--map-root-user")
    ? ["--user", "--preserve-credentials", "--mount"]
    : ["--mount"];
  const through = ["nsenter", "--target", String(holder.pid), ...namespaces, "--"];
  return {
    through,
    outside: (path) => `/proc/${holder.pid}/root${path}`,
    sh: (inside, ...more) => {
      const [file = "", ...others] = [...through, "sh", "-ec", inside, "sh", ...more];
      const { status, stderr } = spawnSync(file, others, { encoding: "utf8" });
      if (status !== 0) throw new Error(`${inside}: ${stderr}`);
    },
    end,
  };
}
