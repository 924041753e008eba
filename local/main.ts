import { join } from "node:path";
import { jsonLog } from "../functions/adapters/node/json-log.ts";
import { readStaticFiles } from "../functions/adapters/node/static-files.ts";
import { DataInUse } from "../functions/adapters/sqlite/database.ts";
import { resultCode } from "../functions/adapters/sqlite/result-code.ts";
import { NotRecorded } from "../functions/ports/not-recorded.ts";
import { type Demo, startDemo } from "./demo.ts";
import { readEnvironment } from "./environment.ts";
import { startSayso } from "./start-sayso.ts";
import { terminalLines } from "./terminal-lines.ts";

const root = join(import.meta.dirname, "..", "..");
const say = (line: string) => process.stdout.write(`${line}\n`);

/** No permission, a read-only disk, a file where a folder must be. */
const unwritable = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"]);
const full = new Set(["ENOSPC", "EDQUOT"]);
/** SQLite's CANTOPEN. */
const cannotOpen = 14;

function explain(error: unknown, { port, data }: { readonly port: number; readonly data: string }): string {
  if (error instanceof DataInUse)
    return `The data in ${data} is in use: Sayso runs already. Stop it, or set SAYSO_DATA to another folder.`;
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return `Port ${port} is in use, perhaps by another Sayso. Stop it, or set PORT to another number.`;
  const trouble = error instanceof NotRecorded && error.trouble;
  if (trouble === "full" || full.has(code))
    return `The disk that holds ${data} is full. Make room on it, or set SAYSO_DATA to a folder on another.`;
  if (trouble || unwritable.has(code) || resultCode(error) === cannotOpen)
    return `${data} cannot be written. Set SAYSO_DATA to a folder that can.`;
  return code === "ERR_SQLITE_ERROR" ? `${join(data, "sayso.db")}: ${message}` : message;
}

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  const terminal = terminalLines(warn);
  process.once("exit", terminal.flush);
  const log = jsonLog(process.stderr.isTTY ? terminal.line : warn, Date.now);
  const files = readStaticFiles(join(root, "dist", "dashboard"), join(root, "docs", "openapi.json"));
  const sayso = await startSayso({
    environment,
    reviewers: environment.reviewers,
    channels: environment.channels,
    files,
    log,
  }).catch((error: unknown) => {
    process.stderr.write(`${explain(error, environment)}\n`);
    process.exit(1);
  });
  const { apiKey } = sayso.credentials;
  say(`Sayso is running. Its data is in ${environment.data}; Ctrl-C stops it, and nothing is lost.

  Decide here     ${sayso.signInLink}   (signs you in, once)
  Agents' API     ${environment.publicUrl}   (SAYSO_SERVER_URL)
  Agents' key     ${apiKey}   (SAYSO_API_KEY)
`);
  let demo: Demo | undefined;
  if (environment.demo) {
    say("The demo agent works through a few insurance claims and will wait for you (SAYSO_DEMO=0 leaves it out).\n");
    demo = startDemo({ root, data: environment.data, serverUrl: `http://127.0.0.1:${sayso.port}`, apiKey, say });
  }
  const stop = async () => {
    demo?.stop();
    await sayso.stop();
    process.exit(0);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
