interface TestEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly ImportPath?: string;
  readonly Test?: string;
  readonly Output?: string;
}

/** What became of one Go test, or, with an empty name, of a package whose tests did not run. */
export interface GoOutcome {
  readonly name: string;
  readonly action: "pass" | "fail" | "skip";
  readonly output: string;
}

/**
 * Reads what `go test -json` printed. A test that has subtests counts only where it failed and none of them did, and so
 * does a package.
 */
export function goOutcomes(printed: string): readonly GoOutcome[] {
  const outcomes = new Map<string, GoOutcome>();
  const outputs = new Map<string, string>();
  for (const line of printed.split("\n").filter((line) => line.startsWith("{"))) {
    const { Action, Package = "", ImportPath = Package, Test = "", Output = "" } = JSON.parse(line) as TestEvent;
    const key = `${ImportPath} ${Test}`;
    if (Action.endsWith("output")) outputs.set(key, (outputs.get(key) ?? "") + Output);
    if (Action === "pass" || Action === "fail" || Action === "skip")
      outcomes.set(key, { name: Test, action: Action, output: outputs.get(key) ?? "" });
  }
  const builds = [...outputs].filter(([key]) => !outcomes.has(key)).map(([, output]) => output);
  const all = [...outcomes].map(([key, outcome]) => ({ key, ...outcome }));
  return all
    .filter(({ key, name, action }) => {
      const within = all.filter((other) => other.key.startsWith(name === "" ? key : `${key}/`) && other.key !== key);
      if (action === "fail") return !within.some((other) => other.action === "fail");
      return name !== "" && within.length === 0;
    })
    .map(({ name, action, output }) => ({ name, action, output: name === "" ? output + builds.join("") : output }));
}
