import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Where Debian puts its Chromium. */
export const chromiumPath = "/usr/bin/chromium";

/** One at a time, so that of two runs on a fresh machine neither starts what the other has not finished installing. */
const install = `
  exec 9</etc/apt && flock 9
  test -x ${chromiumPath} && exit
  echo "Installing Debian's Chromium; this takes a minute the first time."
  apt-get update -q=2 && apt-get install -q=2 -y --no-install-recommends -o DPkg::Lock::Timeout=600 chromium >/dev/null
`;

/** Installs Chromium with apt where it is missing and this user may. Where it may not, the tests that need it say so. */
export function installChromium(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  spawnSync("sh", ["-c", install], { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
