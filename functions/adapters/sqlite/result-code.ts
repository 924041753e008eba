/** SQLite's primary result code, or undefined for what is no error of SQLite's. */
export function resultCode(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : undefined;
}

/** READONLY, IOERR, FULL, CANTOPEN: the disk does not take what is written. */
const refusedByDisk: readonly (number | undefined)[] = [8, 10, 13, 14];

export function isDiskError(error: unknown): boolean {
  return refusedByDisk.includes(resultCode(error));
}
