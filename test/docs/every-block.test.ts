import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { commandFaults, commandLines, commandsIn } from "./command-faults.ts";
import { type Block, blocks, blocksOf, documents, quotedIn, root } from "./documents.ts";

const tests = globSync("test/**/*.test.ts", { cwd: root }).map((path) => readFileSync(join(root, path), "utf8"));
const files = globSync("test/**/*.{py,go,json,sh}", { cwd: root });

/** Why nothing would notice if a block were wrong. */
function uncovered({ language, code }: Block): readonly string[] {
  switch (language) {
    case "ts": // compiled by typescript-blocks.test.ts
      return [];
    case "sh":
      return commandLines(code).flatMap(commandsIn).flatMap(commandFaults);
    case "text":
      return /[─-╿]/.test(code) ? [] : ["only a drawing is plain text: name the language"];
    case "":
      return ["name the language: a drawing's is text"];
    default:
      return isTestedFile(code) ? [] : ["print a file of test/ to the letter that some test names and runs"];
  }
}

function isTestedFile(code: string): boolean {
  const same = files.filter((path) => readFileSync(join(root, path), "utf8") === code);
  return same.some((path) => tests.some((text) => text.includes(`"${basename(path)}"`)));
}

describe("every block of code that the documents print is compiled, run or held against the project", () => {
  assert.ok(blocks.length > 0);
  for (const block of blocks)
    test(`${block.document}:${block.line} ${block.language}`, () => {
      assert.deepEqual(uncovered(block), []);
    });
});

test("every command that a sentence quotes works in this project", () => {
  const commands = [...documents.values()].flatMap(quotedIn).filter((quoted) => /^(npm|npx) /.test(quoted));
  assert.ok(commands.includes("npm start"));
  assert.deepEqual(commands.flatMap(commandsIn).flatMap(commandFaults), []);
});

describe("a block is not covered", () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    ["without a language", "```\nnpm start\n```", "name the language: a drawing's is text"],
    ["that is only indented", "So:\n\n    npm start", "name the language: a drawing's is text"],
    ["of text that is no drawing", "```text\nnpm start\n```", "only a drawing is plain text: name the language"],
    [
      "of a language that nothing runs",
      "- So:\n  ```python\n  print(1)\n  ```",
      "print a file of test/ to the letter that some test names and runs",
    ],
    ["with a script that there is not", "```sh\nnpm run nothing\n```", "package.json has no script nothing"],
    ["with a suite that there is not", "```sh\nnpm test -- core nothing # all\n```", "there is no suite nothing"],
    ["with a program that nothing installs", "```sh\nnpm start && npx nothing\n```", "nothing installs nothing"],
    [
      "with a package that there is not",
      "```sh\nnpm install @sayso/nothing\n```",
      "there is no package @sayso/nothing",
    ],
    [
      "with a package that cannot be packed",
      "```sh\nnpm pack -w @sayso/nothing\n```",
      "there is no package @sayso/nothing",
    ],
    ["with a module that there is not", "```sh\ngo get example.com/no\n```", "there is no module example.com/no"],
    ["with a folder without a module", "```sh\ngo run -C sdk .\n```", "there is no module in sdk"],
    ["with a setting that there is not", "```sh\nnpx cdk deploy -c no=1\n```", "the app has no setting no"],
    ["with a file that there is not", "```sh\nnpm run claims -- a/b.csv\n```", "there is no a/b.csv"],
    ["with half a command of AWS's", "```sh\naws \\\n  sqs\n```", "name a service and an operation"],
    ["with a Python package that there is not", "```sh\npip install nothing\n```", "no such package of Python's"],
    ["with an extra that there is not", '```sh\npip install "sayso[nothing]"\n```', "no such package of Python's"],
    ["with a program that there is not", "```sh\npython a/b.py 42\n```", "there is no a/b.py"],
    ["with an unknown command", "> ```sh\n> curl http://127.0.0.1\n> ```", "no test knows what curl does"],
  ];
  for (const [name, text, fault] of wrong)
    test(name, () => {
      assert.deepEqual(blocksOf("a.md", text).flatMap(uncovered), [fault]);
    });
});
