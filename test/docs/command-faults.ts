import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { saysoSettings } from "../../lib/sayso-settings.ts";
import { root } from "./documents.ts";

interface Package {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: object;
  readonly devDependencies: object;
}

function packageIn(folder: string): Package {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}

const { scripts, dependencies, devDependencies } = packageIn(".");
const packages = [
  packageIn("lib").name,
  packageIn("sdk/typescript").name,
  ...Object.keys({ ...dependencies, ...devDependencies }),
];
/** The Go SDK's, as its users name it. */
const goModule = /^module (\S+)$/m.exec(readFileSync(join(root, "sdk/go/go.mod"), "utf8"))?.[1];
const pyproject = readFileSync(join(root, "sdk", "python", "pyproject.toml"), "utf8");
/** Every setting that the CDK app asks for. */
const settings = new Set(["stackName"]);
saysoSettings((name) => {
  settings.add(name);
  return undefined;
});

/** The lines of a shell block, those that a backslash continues made one. */
export function commandLines(code: string): readonly string[] {
  return code.replace(/\\\n\s*/g, "").split("\n");
}

/** Takes a line of a shell block, or what a sentence quotes, apart: without comments, one entry a command. */
export function commandsIn(line: string): readonly string[] {
  return line
    .replace(/(^|\s)#.*/, "")
    .split("&&")
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

/** Why a command that a document prints cannot work in this project. */
export function commandFaults(command: string): readonly string[] {
  const [program, ...words] = command.split(/\s+/);
  const [verb = "", name = ""] = words;
  // What looks like a path to AWS is a name there.
  const paths = program === "aws" ? [] : words.flatMap(pathFaults);
  const faults = [...words.flatMap((word, place) => settingFaults(word, words[place - 1])), ...paths];
  const must = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  if (program === "npx") must(existsSync(join(root, "node_modules", ".bin", verb)), `nothing installs ${verb}`);
  else if (program === "pip")
    must(verb === "install" && words.slice(1).every(isPythonPackage), "no such package of Python's");
  else if (program === "python") must(/\.py$/.test(verb), "name a program");
  // Held against AWS's own models by aws-commands.test.ts.
  else if (program === "aws") must(words.length >= 2, "name a service and an operation");
  else if (program === "go" && verb === "get") must(name === goModule, `there is no module ${name}`);
  else if (program === "go" && verb === "run" && name === "-C")
    must(existsSync(join(root, words[2] ?? "", "go.mod")), `there is no module in ${words[2]}`);
  else if (program !== "npm") faults.push(`no test knows what ${program} does`);
  else if (verb === "install") must(packages.includes(name), `there is no package ${name}`);
  else if (verb === "pack") must(name === "-w" && packages.includes(words[2] ?? ""), `there is no package ${words[2]}`);
  else if (verb === "run") must(name in scripts, `package.json has no script ${name}`);
  else must(["start", "test"].includes(verb) && verb in scripts, `no test knows what npm ${verb} does`);
  if (verb === "test")
    for (const suite of words.slice(2)) must(existsSync(join(root, "test", suite)), `there is no suite ${suite}`);
  return faults;
}

/** Of the CDK app, as in `-c name=value`. */
function settingFaults(word: string, before: string | undefined): readonly string[] {
  const name = word.split("=")[0];
  return before !== "-c" || settings.has(name ?? "") ? [] : [`the app has no setting ${name}`];
}

function pathFaults(word: string): readonly string[] {
  // What begins with a host is an address, not a path.
  const isPath = /^(\.\/)?[\w-]+\/[\w./-]+$/.test(word);
  return !isPath || existsSync(join(root, word)) ? [] : [`there is no ${word}`];
}

/** The Python SDK by its name or its folder, with none but the extras that it has. */
function isPythonPackage(word: string): boolean {
  const [, extras] = /^"?(?:sayso|\.\/sdk\/python)(?:\[([\w,]+)\])?"?$/.exec(word) ?? [];
  const named = extras === undefined ? /^(sayso|\.\/sdk\/python)$/.test(word) : true;
  return named && (extras ?? "").split(",").every((extra) => extra === "" || pyproject.includes(`\n${extra} = [`));
}
