import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Application } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";

const sdk = join(import.meta.dirname, "..", "sdk", "typescript");
const cache = join(import.meta.dirname, "..", ".cache");

/** What the package is imported as, by TypeDoc's name for the module. */
const modules = { index: "@sayso/sdk", durable: "@sayso/sdk/durable", lambda: "@sayso/sdk/lambda" } as const;

const looks: PluginOptions = {
  outputFileStrategy: "modules",
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hideGroupHeadings: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  useCodeBlocks: true,
};

/** The TypeScript SDK's reference in Markdown, of what it exports and nothing else. */
export async function typescriptReference(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(join(cache, "typedoc-"));
  try {
    const app = await Application.bootstrapWithPlugins({
      ...{ plugin: ["typedoc-plugin-markdown"], tsconfig: join(sdk, "tsconfig.json"), out, ...looks },
      entryPoints: ["index.ts", "durable/index.ts", "lambda/index.ts"].map((path) => join(sdk, "src", path)),
      basePath: join(sdk, "src"),
      readme: "none",
      disableSources: true,
      logLevel: "Warn",
      treatWarningsAsErrors: true,
    });
    const project = await app.convert();
    if (project === undefined || app.logger.hasWarnings()) throw new Error("TypeDoc cannot read the SDK");
    await app.generateOutputs(project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc complains: see above");
    return Object.entries(modules)
      .map(([name, imported]) => {
        const text = readFileSync(join(out, `${name}.md`), "utf8");
        return text.replace(/^# .*$/m, `# ${imported}`).replace(/\]\((?:index|durable|lambda)\.md/g, "](");
      })
      .join("\n");
  } finally {
    rmSync(out, { recursive: true });
  }
}
