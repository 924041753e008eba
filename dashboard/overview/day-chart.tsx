import { numberText } from "../page/numbers.ts";
import type { Stats } from "../page/wire.ts";
import { locale } from "../texts/locale.ts";
import { overviewTexts as texts } from "../texts/overview.ts";
import { byOutcome, endedOf, outcomes } from "./outcomes.ts";

type Days = Stats["days"];

const height = 160;
const barWidth = 20;
const gap = 6;
const dayWords = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });

/** How many requests ended on each day, and how: as bars, and the same as a table. */
export function DayChart({ days }: { readonly days: Days }) {
  const ended = days.map(endedOf);
  const peak = Math.max(...ended);
  const total = ended.reduce((sum, count) => sum + count, 0);
  if (total === 0) return <p>{texts.nothingYet}</p>;
  const busiest = days[ended.indexOf(peak)]?.day ?? "";
  const width = days.length * (barWidth + gap);
  const words = texts.perDayWords(days.length, numberText(total), numberText(peak), labelOf(busiest));
  return (
    <figure class="chart">
      <div class="plot">
        <span class="scale" aria-hidden="true">
          {numberText(peak)}
        </span>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
          <line class="grid" x1="0" x2={width} y1="0.5" y2="0.5" />
          <line class="grid" x1="0" x2={width} y1={height / 2} y2={height / 2} />
          {days.map((day, place) => (
            <Bar key={day.day} day={day} x={place * (barWidth + gap) + gap / 2} peak={peak} />
          ))}
        </svg>
        <span class="ends kind" aria-hidden="true">
          <span>{labelOf(days[0]?.day)}</span>
          <span>{labelOf(days.at(-1)?.day)}</span>
        </span>
      </div>
      <figcaption>
        {outcomes.map((outcome) => (
          <span key={outcome} class={`key ${outcome}`}>
            {texts.outcomes[outcome]}
          </span>
        ))}
      </figcaption>
      <details>
        <summary>{texts.asTable}</summary>
        <DayTable days={days} />
      </details>
    </figure>
  );
}

function labelOf(day = ""): string {
  return day === "" ? "" : dayWords.format(new Date(day));
}

function Bar({ day, x, peak }: { readonly day: Days[number]; readonly x: number; readonly peak: number }) {
  const counts = byOutcome(day);
  let top = height;
  return (
    <g>
      <title>{`${labelOf(day.day)}: ${outcomes.map((outcome) => `${texts.outcomes[outcome]} ${numberText(counts[outcome])}`).join(", ")}`}</title>
      {outcomes.map((outcome) => {
        const tall = (counts[outcome] / peak) * height;
        top -= tall;
        return tall > 0 && <rect key={outcome} class={outcome} x={x} y={top} width={barWidth} height={tall} />;
      })}
    </g>
  );
}

function DayTable({ days }: { readonly days: Days }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard
    <div class="sideways" tabIndex={0}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">{texts.day}</th>
            <th scope="col">{texts.requested}</th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {texts.outcomes[outcome]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">
                <time dateTime={day.day}>{labelOf(day.day)}</time>
              </th>
              <td>{numberText(day.requested)}</td>
              {outcomes.map((outcome) => (
                <td key={outcome}>{numberText(byOutcome(day)[outcome])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
