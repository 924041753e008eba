import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const relativeImport = /(?<= from ")\.{1,2}\/[^"]*\.ts(?=";)/g;

/**
 * Writes the declarations of a module and of every module of the same folder that they speak of, and no others, so
 * that a package tells what its users may know. Each file is taken by itself: every export must name its type.
 *
 * @throws Error where a type would have to be inferred, or stands outside the folder
 */
export function writeDeclarations(entry: string, into: string): void {
  const folder = dirname(entry);
  const modules = new Set([resolve(entry)]);
  for (const path of modules) {
    const name = relative(folder, path);
    if (name.startsWith("..")) throw new Error(`the types of ${entry} reach out of its folder, to ${name}`);
    const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(path, "utf8"), {
      fileName: path,
      reportDiagnostics: true,
      compilerOptions: { isolatedDeclarations: true, module: ts.ModuleKind.NodeNext, verbatimModuleSyntax: true },
    });
    for (const { messageText } of diagnostics)
      throw new Error(`${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
    for (const [imported] of outputText.matchAll(relativeImport)) modules.add(resolve(dirname(path), imported));
    const target = join(into, name.replace(/\.ts$/, ".d.ts"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      outputText.replace(relativeImport, (imported) => imported.replace(/\.ts$/, ".js")),
    );
  }
}
