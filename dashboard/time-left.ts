/** How long until an instant, in the two largest units that matter. */
export function timeLeft(expiresAt: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((Date.parse(expiresAt) - nowMs) / 1000));
  if (seconds === 0) return "no time left";
  const units = [
    ["d", Math.floor(seconds / 86_400)],
    ["h", Math.floor(seconds / 3_600) % 24],
    ["min", Math.floor(seconds / 60) % 60],
    ["s", seconds % 60],
  ] as const;
  const first = units.findIndex(([, amount]) => amount > 0);
  return `${units
    .slice(first, first + 2)
    .map(([unit, amount]) => `${amount} ${unit}`)
    .join(" ")} left`;
}

/** An instant in the reader's own zone, with the zone's name; the exact UTC is in the element's title. */
export function localTime(instant: string): HTMLTimeElement {
  const made = document.createElement("time");
  made.dateTime = instant;
  made.title = instant;
  made.textContent = new Date(instant).toLocaleString("en", { dateStyle: "medium", timeStyle: "long" });
  return made;
}
