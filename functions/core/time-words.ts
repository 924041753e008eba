import type { ReviewerEntry } from "./reviewer-entry.ts";

/** How somebody reads times. */
export type Reader = Pick<ReviewerEntry, "timeZone" | "locale">;

/** An instant (epoch milliseconds) as the reader writes it, in their zone, with the zone named. */
export function instantWords(at: number, { timeZone, locale }: Reader): string {
  const words = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
  return timeZone === "UTC" ? words : `${words} (${timeZone})`;
}

const minuteMs = 60_000;

/** A stretch of time, rounded down: nobody is promised more than there is. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / minuteMs);
  if (minutes < 1) return "less than a minute";
  const hours = Math.floor(minutes / 60);
  if (hours >= 48)
    return [`${Math.floor(hours / 24)} days`, hours % 24 > 0 && `${hours % 24} h`].filter(Boolean).join(" ");
  return [hours > 0 && `${hours} h`, minutes % 60 > 0 && `${minutes % 60} min`].filter(Boolean).join(" ");
}
