let zero = Date.now() - performance.now();

/** Takes the time from the service: the reader's own clock may be wrong, or be set while the page is open. */
export function setServiceClock(now: number): void {
  if (Number.isFinite(now)) zero = now - performance.now();
}

/** The service's time in epoch milliseconds. */
export function serviceTime(): number {
  return zero + performance.now();
}
