import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { after } from "node:test";

/**
 * A process whose mounts nobody else sees, and that go with it: by root, or by a user who may be root in a namespace of
 * their own. Undefined where neither is allowed.
 */
const unshare = [["--mount"], ["--map-root-user", "--mount"]].find(
  (flags) => spawnSync("unshare", [...flags, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0,
);

export const mayMount = unshare !== undefined;

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
