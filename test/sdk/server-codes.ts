import { vectors } from "./vectors.ts";

const prefix = "the server's code ";

/** The one list of the codes that the server answers with, to which it and every SDK are held. */
export const serverCodes: readonly string[] = vectors("errors.json")
  .filter(({ name }) => name.startsWith(prefix))
  .map(({ name }) => name.slice(prefix.length));
