import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, type Plugin } from "vite";
import { firstTexts } from "../dashboard/texts/first.ts";

const root = join(import.meta.dirname, "..");
const into = join(root, "dist", "dashboard");

/** Smaller ones would not become smaller in any way that counts. */
const leastBytes = 1024;

/**
 * Builds the pages: their parts under names that change with what is in them, each beside what it is compressed.
 * Addresses are relative, for a deployment stands under its stage's name: `inner.html` is the dashboard one level down.
 */
export async function buildDashboard(): Promise<void> {
  await build({
    root: join(root, "dashboard"),
    base: "./",
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [firstWords, firstStyle],
    build: {
      outDir: into,
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: join(root, "dashboard/index.html"), review: join(root, "dashboard/review.html") },
      },
    },
  });
  const page = (name: string) => paintedFirst(readFileSync(join(into, name), "utf8"));
  const inner = (name: string) => page(name).replaceAll('"./assets/', '"../assets/');
  writeFileSync(join(into, "inner.html"), inner("index.html"));
  writeFileSync(join(into, "index.html"), page("index.html"));
  writeFileSync(join(into, "review.html"), inner("review.html"));
  for (const name of readdirSync(into, { recursive: true, encoding: "utf8" }))
    if (/\.(html|js|css|svg)$/.test(name)) compress(join(into, name));
}

/** Puts words of the catalogue where a page's file names them. @throws Error for one that is not in it */
const firstWords: Plugin = {
  name: "first-words",
  transformIndexHtml: {
    order: "pre",
    handler: (html) =>
      html.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const words = Object.entries(firstTexts).find(([key]) => key === name);
        if (!words) throw new Error(`the pages name words that are in no catalogue: ${name}`);
        return words[1];
      }),
  },
};

/** The style of the first paint stands in the page itself; who serves it allows it by its hash. */
const firstStyle: Plugin = {
  name: "first-style",
  transformIndexHtml: {
    order: "pre",
    handler: () => [
      { tag: "style", children: readFileSync(join(root, "dashboard/styles/first.css"), "utf8"), injectTo: "head" },
    ],
  },
};

/**
 * The page with its sheet behind what is painted first, which then waits for nothing; scripts wait for the sheet still.
 *
 * @throws Error where the build has become such that a paint would wait
 */
function paintedFirst(html: string): string {
  const sheet = /\s*<link rel="stylesheet"[^>]*>/g;
  const [link, ...others] = html.match(sheet) ?? [];
  if (link === undefined || others.length > 0 || !html.includes("<style>"))
    throw new Error("the pages' style is amiss");
  return html.replace(link, "").replace(/\n\s*<noscript>/, (before) => `${link}${before}`);
}

function compress(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length < leastBytes) return;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const { BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY } = constants;
  const params = { [BROTLI_PARAM_SIZE_HINT]: bytes.length, [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
