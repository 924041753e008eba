import type { Log } from "../functions/ports/environment.ts";
import { NotRecorded } from "../functions/ports/not-recorded.ts";

/**
 * Leaves out what only says that the disk took nothing. The store tells of it once, with what to do; whatever came to
 * nothing by it is tried again, and a line for each attempt of each would bury the one that counts.
 */
export function withoutNotRecorded({ info, warn, error }: Log): Log {
  const unlessThat =
    (write: Log["error"]): Log["error"] =>
    (message, fields) => {
      if (!(fields?.cause instanceof NotRecorded)) write(message, fields);
    };
  return { info: unlessThat(info), warn: unlessThat(warn), error: unlessThat(error) };
}
