import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { environments } from "../../functions/schemas/environment.ts";
import { SaysoStack, type SaysoStackProps } from "../../lib/sayso-stack.ts";

let bundles: string | undefined;

/** A directory with an empty handler for each function, so that templates can be made before anything is bundled. */
export function stubBundles(): string {
  if (bundles !== undefined) return bundles;
  const directory = mkdtempSync(join(tmpdir(), "sayso-bundles-"));
  process.once("exit", () => rmSync(directory, { recursive: true }));
  for (const name of Object.keys(environments)) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, "index.mjs"), `export const handler = async () => "${name}";\n`);
  }
  bundles = directory;
  return directory;
}

/** An app without what only people look at, which takes half of the time. */
export function quickApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({ context: { ...context }, stackTraces: false, treeMetadata: false, analyticsReporting: false });
}

export interface Synthesized {
  readonly app: App;
  readonly stack: SaysoStack;
  readonly template: Template;
}

/** The ready stack, without an account. */
export function synthesize(props: SaysoStackProps = {}): Synthesized {
  const app = quickApp();
  const stack = new SaysoStack(app, "Sayso", { bundles: stubBundles(), ...props });
  return { app, stack, template: Template.fromStack(stack) };
}
