import { texts } from "../texts.ts";
import { element } from "./element.ts";

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** How long until an instant, in the two largest units that matter. */
export function timeLeft(expiresAt: string, now: number): string {
  const seconds = Math.ceil((Date.parse(expiresAt) - now) / 1000);
  if (seconds <= 0) return texts.noTimeLeft;
  const first = units.findIndex(([, size]) => seconds >= size);
  const amounts = units.slice(first, first + 2).map(([unit, size], place) => {
    const above = units[first + place - 1]?.[1];
    return `${Math.floor((place === 0 || !above ? seconds : seconds % above) / size)} ${unit}`;
  });
  return texts.timeLeft(amounts.join(" "));
}

/** How soon: decides the colour of the time left. */
export function urgency(expiresAt: string, now: number): "now" | "soon" | "later" {
  const minutes = (Date.parse(expiresAt) - now) / 60_000;
  if (minutes < 10) return "now";
  return minutes < 120 ? "soon" : "later";
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An instant in the reader's own zone; the exact UTC is in the element's title. */
export function localTime(instant: string): HTMLTimeElement {
  const words = new Date(instant).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "long" });
  return element("time", { datetime: instant, title: instant }, words);
}

/** The same with the zone's full name, for what matters most. */
export function localTimeAndZone(instant: string): HTMLTimeElement {
  const time = localTime(instant);
  if (!time.textContent?.endsWith(zone)) time.append(` (${zone})`);
  return time;
}
