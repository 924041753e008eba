/**
 * List prices of us-east-1 in US dollars, per million unless said otherwise, as the pages "Pricing" of the services have
 * them: on-demand tables, Lambda on arm64, REST API, Standard state machines, standard queues, custom events.
 */
export const prices = {
  writeUnits: 0.625,
  readUnits: 0.125,
  stateTransitions: 25,
  lambdaRequests: 0.2,
  /** Per GB-second. */
  lambdaGbSecond: 0.0000133334,
  apiRequests: 3.5,
  queueRequests: 0.4,
  events: 1,
  /** 0.03 per 10,000. */
  keyRequests: 3,
  /** Per GB written. */
  logGb: 0.5,
  /** A month, each. */
  key: 1,
  alarm: 0.1,
  metric: 0.3,
  dashboard: 3,
} as const;

/** What one approval takes. */
export interface Usage {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly stateTransitions: number;
  readonly lambdaRequests: number;
  readonly lambdaGbSeconds: number;
  readonly apiRequests: number;
  readonly queueRequests: number;
  readonly events: number;
  readonly keyRequests: number;
  readonly logKb: number;
}

/** Dollars for a million approvals, item by item. */
export function costPerMillion(usage: Usage): Readonly<Record<keyof Usage, number>> {
  return {
    writeUnits: usage.writeUnits * prices.writeUnits,
    readUnits: usage.readUnits * prices.readUnits,
    stateTransitions: usage.stateTransitions * prices.stateTransitions,
    lambdaRequests: usage.lambdaRequests * prices.lambdaRequests,
    lambdaGbSeconds: usage.lambdaGbSeconds * prices.lambdaGbSecond * 1e6,
    apiRequests: usage.apiRequests * prices.apiRequests,
    queueRequests: usage.queueRequests * prices.queueRequests,
    events: usage.events * prices.events,
    keyRequests: usage.keyRequests * prices.keyRequests,
    logKb: (usage.logKb / 1024 / 1024) * prices.logGb * 1e6,
  };
}
