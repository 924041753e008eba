/** What a set of samples comes to, in the samples' own unit. Percentiles are samples (nearest rank), not interpolated. */
export interface Percentiles {
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export function percentiles(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (percent: number) => {
    const sample = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
    if (sample === undefined) throw new Error("there are no samples");
    return Math.round(sample * 1000) / 1000;
  };
  return { count: sorted.length, min: at(0), p50: at(50), p90: at(90), p99: at(99), max: at(100) };
}

export function median(samples: readonly number[]): number {
  return percentiles(samples).p50;
}
