import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

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
  const inner = (page: string) => readFileSync(join(into, page), "utf8").replaceAll('"./assets/', '"../assets/');
  writeFileSync(join(into, "inner.html"), inner("index.html"));
  writeFileSync(join(into, "review.html"), inner("review.html"));
  for (const name of readdirSync(into, { recursive: true, encoding: "utf8" }))
    if (/\.(html|js|css|svg)$/.test(name)) compress(join(into, name));
}

function compress(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length < leastBytes) return;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const { BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY } = constants;
  const params = { [BROTLI_PARAM_SIZE_HINT]: bytes.length, [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
