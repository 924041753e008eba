import { execFileSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { buildDashboard } from "./build-dashboard.ts";
import { writeDeclarations } from "./declarations.ts";

const root = join(import.meta.dirname, "..");
const bundle: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  sourcemap: false,
};
const node: BuildOptions = { ...bundle, platform: "node", target: "node24", outExtension: { ".js": ".mjs" } };

/** What can be built, what it is made from, and how. */
const targets: Readonly<Record<string, { readonly from: readonly string[]; readonly make: () => Promise<unknown> }>> = {
  sdk: {
    from: ["sdk/typescript/src", "sdk/typescript/package.json", "sdk/typescript/tsconfig.json"],
    make: async () => {
      rmSync(join(root, "sdk/typescript/dist"), { recursive: true, force: true });
      run("tsc", "-p", "sdk/typescript/tsconfig.json");
    },
  },
  dashboard: {
    from: ["dashboard", "package-lock.json", "tools/build-dashboard.ts"],
    make: buildDashboard,
  },
  local: {
    from: ["local", "functions", "package-lock.json"],
    make: () => build({ ...node, entryPoints: ["local/main.ts"], outdir: "dist/local" }),
  },
  functions: {
    from: ["functions", "dashboard", "docs/openapi.json", "package-lock.json"],
    make: async () => {
      rmSync(join(root, "dist/functions"), { recursive: true, force: true });
      for (const entry of globSync("functions/handlers/*.ts", { cwd: root })) {
        const name = entry.slice("functions/handlers/".length, -".ts".length);
        await build({
          ...node,
          entryPoints: [{ in: entry, out: "index" }],
          outdir: `dist/functions/${name}`,
          alias: {
            "@aws-sdk/credential-provider-node": join(root, "functions/adapters/lambda/environment-credentials.ts"),
          },
          mainFields: ["module", "main"],
          loader: { ".html": "text", ".css": "text", ".txt": "text" },
          banner: { js: 'import{createRequire as r}from"node:module";const require=r(import.meta.url);' },
        });
      }
      // The gateway compresses what it sends.
      const filter = (path: string) => !/\.(gz|br)$/.test(path);
      cpSync(join(root, "dist/dashboard"), join(root, "dist/functions/pages/pages"), { recursive: true, filter });
      cpSync(join(root, "docs/openapi.json"), join(root, "dist/functions/pages/openapi.json"));
    },
  },
  cdk: {
    from: ["lib", "functions", "dashboard", "docs/openapi.json", "package-lock.json", "tools/declarations.ts"],
    make: async () => {
      rmSync(join(root, "lib/dist"), { recursive: true, force: true });
      await build({
        ...bundle,
        entryPoints: ["lib/index.ts"],
        outdir: "lib/dist",
        platform: "node",
        target: "node20",
        minify: false,
        // What checks the reviewers in the properties comes along: whoever installs the package needs the CDK alone.
        external: ["aws-cdk-lib", "constructs"],
      });
      writeDeclarations(join(root, "lib/index.ts"), join(root, "lib/dist"));
      cpSync(join(root, "dist/functions"), join(root, "lib/dist/functions"), { recursive: true });
    },
  },
};

function run(command: string, ...args: string[]): void {
  execFileSync(join(root, "node_modules/.bin", command), args, { cwd: root, stdio: "inherit" });
}

function newest(path: string): number {
  const full = join(root, path);
  if (!existsSync(full)) return 0;
  const stat = statSync(full);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    stat.mtimeMs,
    ...readdirSync(full)
      .filter((name) => name !== "dist")
      .map((name) => newest(join(path, name))),
  );
}

const stamps = join(root, "dist/.stamps");
mkdirSync(stamps, { recursive: true });
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(targets);
for (const name of wanted) {
  const target = targets[name];
  if (!target) throw new Error(`nothing is built under the name ${name}; there are ${Object.keys(targets).join(", ")}`);
  const stamp = join(stamps, name);
  const madeAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if ([...target.from, "tools/build.ts"].every((path) => newest(path) < madeAt)) continue;
  await target.make();
  writeFileSync(stamp, "");
}
