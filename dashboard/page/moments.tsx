import { useEffect, useState } from "preact/hooks";
import { locale } from "../texts/locale.ts";
import { productTexts as texts } from "../texts/product.ts";
import { numberText } from "./numbers.ts";
import { serviceTime } from "./service-clock.ts";

const units = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
] as const;

/** A stretch of time, in its two largest units. */
export function stretch(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const found = units.findIndex(([, size]) => seconds >= size);
  const first = found < 0 ? units.length - 1 : found;
  return units
    .slice(first, first + 2)
    .map(([unit, size], place) => {
      const above = units[first + place - 1]?.[1];
      return texts.units[unit](numberText(Math.floor((place === 0 || !above ? seconds : seconds % above) / size)));
    })
    .join(" ");
}

/** How soon: decides the colour of the time left. */
export function urgency(milliseconds: number): "now" | "soon" | "later" {
  const minutes = milliseconds / 60_000;
  if (minutes < 10) return "now";
  return minutes < 120 ? "soon" : "later";
}

/** The service's time, again every second. */
export function useNow(): number {
  const [now, setNow] = useState(serviceTime);
  useEffect(() => {
    const timer = setInterval(() => setNow(serviceTime()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A time from which the time left is told in the same words as from now: it stays until they change. */
export function steadyNow(expiresAt: string, now: number): number {
  const end = Date.parse(expiresAt);
  const seconds = Math.ceil((end - now) / 1000);
  const step = seconds >= 86_400 ? 3_600 : seconds >= 3_600 ? 60 : 1;
  return end - Math.floor(seconds / step) * step * 1000;
}

interface Left {
  readonly expiresAt: string;
  readonly now: number;
  readonly class?: string;
}

/** How long until an instant. */
export function TimeLeft({ expiresAt, now, class: name = "" }: Left) {
  const left = Date.parse(expiresAt) - now;
  return (
    <span class={`${name} ${urgency(left)}`.trim()} title={expiresAt}>
      {left <= 0 ? texts.noTimeLeft : texts.timeLeft(stretch(left))}
    </span>
  );
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const inWords = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" });

interface At {
  readonly at: string;
  /** With the zone's full name, for what matters most. */
  readonly withZone?: boolean;
}

/** An instant in the reader's own zone; the exact UTC is in the element's title. */
export function LocalTime({ at, withZone = false }: At) {
  const words = inWords.format(new Date(at));
  return (
    <time dateTime={at} title={at}>
      {words}
      {withZone && !words.endsWith(zone) && ` (${zone})`}
    </time>
  );
}
