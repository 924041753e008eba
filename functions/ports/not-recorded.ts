/** Why a store takes nothing: no room, no permission, or a disk that fails. */
export type StoreTrouble = "full" | "read_only" | "failing";

/**
 * Thrown by a store that can write nothing at the moment. What was to be written was not, and may be sent again later:
 * the store itself notices and tells when it can.
 */
export class NotRecorded extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, cause: unknown) {
    super(`nothing was recorded: ${troubleInWords[trouble]}`, { cause });
    this.name = "NotRecorded";
    this.trouble = trouble;
  }
}

/** To be read by whoever asked, and by whoever runs the service. */
export const troubleInWords: Readonly<Record<StoreTrouble, string>> = {
  full: "the disk is full",
  read_only: "the disk, or the file of the database, is read-only",
  failing: "the disk takes no writes (a fault, a quota or a limit)",
};
