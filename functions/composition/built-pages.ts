import { readStaticFiles } from "../adapters/node/static-files.ts";

/** The pages as the build laid them beside the function's code. */
export function builtPages() {
  return readStaticFiles(`${import.meta.dirname}/pages`, `${import.meta.dirname}/openapi.json`);
}
