import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface FailureClass {
  readonly id: string;
  /** What goes wrong, in one line. */
  readonly what: string;
  /** What of it no test shows yet, and why. */
  readonly open?: string;
}

/** Ways in which approval services have failed in the field. A test that covers one has its number in its title. */
const classes: readonly FailureClass[] = [
  { id: "F1", what: "opening, prefetching or unfurling a link decides" },
  { id: "F2", what: "a link, key or code opens more than what it was made for, or can be guessed" },
  { id: "F3", what: "two decisions at once both count, or the loser is told that theirs did" },
  { id: "F4", what: "a decision and the expiry at the same moment leave two answers" },
  { id: "F5", what: "a decision taken before the agent waits is never heard" },
  { id: "F6", what: "a decision is recorded and its agent is not resumed" },
  { id: "F7", what: "an agent is resumed twice, or acts twice" },
  { id: "F8", what: "a crash or a retry makes a second request, or asks people twice" },
  {
    id: "F9",
    what: "what was approved is not what is carried out",
    open: "reviewers cannot edit arguments, and no SDK checks arguments before they are used",
  },
  { id: "F10", what: "an expiry counts as approval, or as a person's rejection" },
  { id: "F11", what: "an expiry happens only when somebody looks" },
  { id: "F12", what: "times without a zone are taken for local ones", open: "no policy knows business hours" },
  {
    id: "F13",
    what: "an update or a key's rotation strands what is under way",
    open: "the next version is made up of what it may add: there is none yet to run beside this one",
  },
  { id: "F14", what: "a chat's time limit or its retries lose or double an answer" },
  { id: "F15", what: "a link that has been superseded still works, or fails without a word" },
  { id: "F16", what: "whoever caused a request approves it" },
  {
    id: "F17",
    what: "a quorum shrinks, or one person counts twice",
    open: "a quorum of one only; any other is refused",
  },
  { id: "F18", what: "an agent decides its own request, or supplies its state" },
  { id: "F19", what: "an approval outlives what it was given for", open: "no limit to a decision's age" },
  { id: "F20", what: "a request's host name or proxy headers get into links" },
  { id: "F21", what: "something is lost and nobody is told" },
  { id: "F22", what: "the question goes to a channel that the asking side controls" },
  { id: "F23", what: "what is asked is hidden, cut off or disguised where it is decided" },
  { id: "F24", what: "sensitive arguments reach a chat" },
  {
    id: "F25",
    what: "deciding many at once fails in part and does not say which",
  },
  { id: "F26", what: "the answer to one pause ends another" },
];

const root = join(import.meta.dirname, "..");
const titled = /(["`])((?:(?!\1)[^\n\\])*?\bF(?:[1-9]|1\d|2[0-6])\b(?:(?!\1)[^\n\\])*)\1/g;

interface Titled {
  readonly file: string;
  readonly title: string;
}

/** Every test's or suite's title that names a class. */
function titles(): readonly Titled[] {
  return globSync(["test/**/*.ts", "test/**/*.py", "sdk/**/*_test.go"], { cwd: root, exclude: ["**/node_modules/**"] })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file !== "test/docs/failure-classes.test.ts")
    .sort()
    .flatMap((file) => {
      const found = [...readFileSync(join(root, file), "utf8").matchAll(titled)];
      return found.map(([, , title = ""]) => ({ file, title: title.replaceAll(/\$\{[^}]*\}/g, "…") }));
    });
}

export interface Coverage extends FailureClass {
  readonly tests: readonly Titled[];
}

/** The classes with the tests that name them. */
export function coverage(): readonly Coverage[] {
  const all = titles();
  return classes.map((known) => {
    const names = new RegExp(`\\b${known.id}\\b`);
    return { ...known, tests: all.filter(({ title }) => names.test(title)) };
  });
}

export const page = join(root, "docs", "failure-classes.md");

/** The page as the tests' titles have it. */
export function failureClassesPage(): string {
  const rows = coverage().map(
    ({ id, what, open = "", tests }) =>
      `| [${id}](#${id.toLowerCase()}) | ${what} | ${tests.length || "none"} | ${open} |`,
  );
  const lists = coverage().map(({ id, tests }) => {
    const lines = tests.map(({ file, title }) => `- ${title.replaceAll(/[<>|*_`]/g, "\\$&")} (\`${file}\`)`);
    return `### ${id}\n\n${lines.join("\n") || "No test yet."}\n`;
  });
  return `# Failure classes

Ways in which services of this kind have failed in the field, and the tests and suites here whose titles name them. Made
by \`npm run failure-classes\` from those titles; a test says when it is out of date. What stands under *open* is not shown
by any test, whatever the others show. A title may stand for many tests, and \`…\` for what differs between them.

| class | what goes wrong | titles | open |
| --- | --- | --- | --- |
${rows.join("\n")}

## Titles

${lists.join("\n")}`;
}

if (import.meta.main) writeFileSync(page, failureClassesPage());
