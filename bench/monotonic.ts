/** Milliseconds on a clock that all processes of this machine share and nobody sets; meaningful as a difference only. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
