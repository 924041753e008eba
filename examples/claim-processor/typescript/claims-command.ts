import { parseArgs } from "node:util";
import { InputError } from "./input-error.ts";

/** What the command line asks for. */
export interface ClaimsCommand {
  readonly file: string;
  readonly journal: string | undefined;
  readonly limit: number;
  readonly concurrency: number;
  readonly expiresInHours: number;
  readonly quietProgress: boolean;
}

export const usage = `usage: npm run claims -- <file.csv> [options]

Works through a file of insurance claims: small, harmless ones are settled by themselves, all others wait for a person.
Killed or stopped at any moment, the same command goes on where it was.

  --limit <n>              only the first n claims
  --concurrency <n>        claims that are looked up, analysed and asked about at the same time (default 16);
                           any number may wait for a decision
  --expires-in-hours <h>   time for the reviewers (default 24)
  --journal <file>         where the outcomes are written (default .sayso/claims/<hash of the file>.ndjson)
  --quiet-progress         no progress, only the summary
  --help

environment:
  SAYSO_SERVER_URL         default http://127.0.0.1:4000
  SAYSO_API_KEY            the agent's key
  SAYSO_MODEL              an AI Gateway id (anthropic/claude-sonnet-4.5) or a file that exports "model";
                           without it, claims are assessed by fixed rules, not by AI`;

/** Reads the command line; `undefined` where only help is wanted. */
export function claimsCommand(args: string[]): ClaimsCommand | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new InputError(`One file of claims is needed\n\n${usage}`);
  return {
    file,
    journal: values.journal,
    limit: positive("--limit", values.limit, /^[1-9]\d*$/) ?? Infinity,
    concurrency: positive("--concurrency", values.concurrency, /^[1-9]\d*$/) ?? 16,
    expiresInHours: positive("--expires-in-hours", values["expires-in-hours"], /^(?=.*[1-9])\d+(\.\d+)?$/) ?? 24,
    quietProgress: values["quiet-progress"] === true,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        limit: { type: "string" },
        concurrency: { type: "string" },
        "expires-in-hours": { type: "string" },
        journal: { type: "string" },
        "quiet-progress": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new InputError(`${(error as Error).message}\nSee npm run claims -- --help`);
  }
}

function positive(option: string, value: string | undefined, shape: RegExp): number | undefined {
  if (value === undefined) return undefined;
  if (!shape.test(value)) throw new InputError(`${option}: "${value}" is not a number above zero`);
  return Number(value);
}
