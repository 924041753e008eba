import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pythonEnvironment, whyNotPython } from "../../tools/python-environment.ts";
import { commandLines, commandsIn } from "./command-faults.ts";
import { blocks, root } from "./documents.ts";

const requirements = join(root, "tools", "template-linters-requirements.txt");
const printed = blocks
  .filter(({ language }) => language === "sh")
  .flatMap(({ document, line, code }) =>
    commandLines(code)
      .flatMap(commandsIn)
      .filter((command) => command.startsWith("aws "))
      .map((command) => ({ command, where: `${document}:${line}` })),
  );

const reason = whyNotPython();
describe("AWS's own models", { skip: reason ?? false, timeout: 900_000 }, () => {
  let python: string;
  before(async () => {
    python = await pythonEnvironment("template-linters", requirements);
  });

  function faults(commands: readonly string[]): readonly (readonly string[])[] {
    const input = JSON.stringify(commands);
    const script = join(import.meta.dirname, "aws_commands.py");
    const { stdout, stderr, error } = spawnSync(python, [script], { encoding: "utf8", input });
    if (error) throw error;
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  }

  test("know every operation and parameter that the documents print", () => {
    assert.ok(printed.length > 0);
    const found = faults(printed.map(({ command }) => command));
    const wrong = printed.map(({ command, where }, place) => ({ where, command, faults: found[place] }));
    assert.deepEqual(
      wrong.filter((one) => one.faults?.length !== 0),
      [],
    );
  });

  test("would not know what there is not", () => {
    assert.deepEqual(
      faults([
        "aws dynamo list-tables",
        "aws dynamodb drop-table",
        "aws sqs start-message-move-task --queue x",
        "aws dynamodb update-table --table-name x --billing-mode FREE --no-deletion-protection-enabled",
      ]),
      [
        ["AWS has no service dynamo"],
        ["dynamodb has no operation drop-table"],
        ["start-message-move-task takes no --queue", "start-message-move-task needs --source-arn"],
        ["--billing-mode may not be FREE"],
      ],
    );
  });
});
