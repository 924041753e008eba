import { stretch } from "../page/moments.tsx";
import { executionTexts as texts } from "../texts/executions.ts";
import { type Span, waitedOf } from "./waiting.ts";

interface Props {
  readonly from: number;
  readonly to: number;
  readonly waiting: readonly Span[];
}

const width = 1000;
/** What lasted a moment among days is still to be seen. */
const least = 4;

/** When an execution ran and when it waited, to scale. The timeline below says the same in words. */
export function Strip({ from, to, waiting }: Props) {
  const total = Math.max(1, to - from);
  const at = (moment: number) => (Math.min(Math.max(moment, from), to) - from) * (width / total);
  const words = texts.strip(stretch(waitedOf(waiting)), stretch(total));
  return (
    <figure class="strip">
      <svg viewBox={`0 0 ${width} 24`} preserveAspectRatio="none" role="img" aria-label={words}>
        <rect class="running" x="0" y="0" width={width} height="24" />
        {waiting.map((span) => (
          <rect
            key={span.from}
            class="waiting"
            x={Math.min(at(span.from), width - least)}
            y="0"
            width={Math.max(least, at(span.to) - at(span.from))}
            height="24"
          />
        ))}
      </svg>
      <figcaption class="kind">
        <span class="key running">{texts.running}</span>
        <span class="key waiting">{texts.waitingSpan}</span>
        {words}
      </figcaption>
    </figure>
  );
}
