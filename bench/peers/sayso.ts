import type { Start } from "./contestant.ts";
import { saysoEmbedded } from "./sayso-embedded.ts";

/** The agent's process lives on and holds a long poll for each pause. */
export const start: Start = (folder) => saysoEmbedded(folder, "Sayso (SQLite, synchronous=FULL)", "polling");
