import type { Start } from "./contestant.ts";
import { saysoEmbedded } from "./sayso-embedded.ts";

/** The agent keeps nothing while it waits and is called back, as a web service that may sleep meanwhile would be. */
export const start: Start = (folder) =>
  saysoEmbedded(folder, "Sayso, agent called back (SQLite, synchronous=FULL)", "called");
