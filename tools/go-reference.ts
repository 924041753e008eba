import { execFileSync } from "node:child_process";
import { join } from "node:path";

const sdk = join(import.meta.dirname, "..", "sdk", "go");

/** The Go SDK's reference: what `go doc` says of all that it exports. */
export async function goReference(): Promise<string> {
  const env = { ...process.env, GOWORK: "off" };
  const text = execFileSync("go", ["doc", "-all", "."], { cwd: sdk, env, encoding: "utf8" });
  return `# github.com/sayso-dev/sayso/sdk/go\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`;
}
