import { stretch } from "../page/moments.tsx";
import { numberText } from "../page/numbers.ts";
import { Quoted } from "../page/visible-text.tsx";
import type { Stats } from "../page/wire.ts";
import { overviewTexts as texts } from "../texts/overview.ts";
import { type Outcome, outcomes } from "./outcomes.ts";

export interface ShareRow {
  readonly name: string;
  readonly counts: Readonly<Partial<Record<Outcome, number>>>;
  readonly time: Stats["total"]["timeToDecision"];
  readonly pending?: number;
}

interface Props {
  readonly label: string;
  readonly rows: readonly ShareRow[];
  readonly withPending?: boolean;
}

const width = 100;

/** Who had how much, and how it ended: a bar in each row, beside the figures themselves. */
export function ShareTable({ label, rows, withPending = false }: Props) {
  const totals = rows.map(({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0));
  const peak = Math.max(1, ...totals);
  const columns = outcomes.filter((outcome) => rows.some(({ counts }) => counts[outcome] !== undefined));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard
    <div class="sideways" tabIndex={0}>
      <table class="numbers shares">
        <thead>
          <tr>
            <th scope="col">{label}</th>
            <td />
            {withPending && <th scope="col">{texts.waitingShort}</th>}
            {columns.map((outcome) => (
              <th key={outcome} scope="col">
                <span class={`key ${outcome}`}>{texts.short[outcome]}</span>
              </th>
            ))}
            <th scope="col">{texts.medianShort}</th>
            <th scope="col">{texts.p90Short}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, counts, time, pending }) => (
            <tr key={name}>
              <th scope="row">
                <Quoted text={name} />
              </th>
              <td class="bar-cell">
                <Share counts={counts} peak={peak} />
              </td>
              {withPending && <td data-label={texts.waitingShort}>{countText(pending)}</td>}
              {columns.map((outcome) => (
                <td key={outcome} class={outcome} data-label={texts.short[outcome]}>
                  {countText(counts[outcome])}
                </td>
              ))}
              <td data-label={texts.medianShort}>{figure(time.medianMs)}</td>
              <td data-label={texts.p90Short}>{figure(time.p90Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? "" : numberText(count);
}

export function figure(milliseconds: number | null): string {
  return milliseconds === null ? texts.noFigure : stretch(milliseconds);
}

/** The figures beside it say the same. */
function Share({ counts, peak }: { readonly counts: ShareRow["counts"]; readonly peak: number }) {
  let from = 0;
  return (
    <svg viewBox={`0 0 ${width} 10`} preserveAspectRatio="none" aria-hidden="true">
      {outcomes.map((outcome) => {
        const wide = ((counts[outcome] ?? 0) / peak) * width;
        const x = from;
        from += wide;
        return wide > 0 && <rect key={outcome} class={outcome} x={x} y="0" width={wide} height="10" />;
      })}
    </svg>
  );
}
