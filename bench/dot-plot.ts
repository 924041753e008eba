export interface DotPlot {
  readonly title: string;
  /** What the numbers along the bottom are. */
  readonly axis: string;
  /** How each row's dots are called, in order; the last one is the emptiest. */
  readonly series: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** Stands small under the name. */
    readonly remark: string;
    /** One a series: where its dot is, and where the line from it ends. */
    readonly dots: readonly { readonly median: number; readonly worst: number; readonly label: string }[];
  }[];
}

const width = 860;
const names = 300;
const right = 70;
const top = 64;
const rowHeight = 40;
/** Readable on a light and on a dark page, as the reader's system has it. */
const style = `text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-size:15px;font-weight:600}.small{font-size:11px;fill:#59636e}
.grid{stroke:#d1d9e0}.line{stroke-width:2;stroke:#0969da}.dot{stroke:#0969da;stroke-width:2;fill:#0969da}.s1{stroke:#bc4c00}.dot.s1{fill:#fff}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.small{fill:#9198a1}.grid{stroke:#3d444d}.line,.dot{stroke:#4493f8}.dot{fill:#4493f8}.s1{stroke:#f0883e}.dot.s1{fill:#0d1117}}`;

/** An SVG of a row per name on a logarithmic axis; what is not above its least power of ten stands at its left end. */
export function dotPlot({ title, axis, series, rows }: DotPlot): string {
  const values = rows.flatMap(({ dots }) => dots.flatMap(({ median, worst }) => [median, worst])).filter((v) => v > 0);
  const from = Math.floor(Math.log10(Math.max(0.01, Math.min(...values))));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  const x = (value: number) => {
    const part = (Math.log10(Math.max(value, 10 ** from)) - from) / (to - from);
    return (names + part * (width - names - right)).toFixed(1);
  };
  const bottom = top + rows.length * rowHeight;
  const powers = Array.from({ length: to - from + 1 }, (_, n) => 10 ** (from + n));
  const grid = powers.map(
    (power) =>
      `<line class="grid" x1="${x(power)}" x2="${x(power)}" y1="${top - 8}" y2="${bottom}"/>` +
      `<text class="small" text-anchor="middle" x="${x(power)}" y="${bottom + 16}">${power.toLocaleString("en-US")}</text>`,
  );
  const marks = rows.flatMap(({ name, remark, dots }, row) => {
    const y = top + row * rowHeight + rowHeight / 2;
    return [
      `<text text-anchor="end" x="${names - 14}" y="${y}">${escaped(name)}</text>`,
      `<text class="small" text-anchor="end" x="${names - 14}" y="${y + 13}">${escaped(remark)}</text>`,
      ...dots.map(
        ({ median, worst, label }, one) =>
          `<line class="line s${one}" x1="${x(median)}" x2="${x(worst)}" y1="${y}" y2="${y}"/>` +
          `<circle class="dot s${one}" cx="${x(median)}" cy="${y}" r="5"/>` +
          `<text class="small" text-anchor="middle" x="${x(median)}" y="${y - 8}">${escaped(label)}</text>`,
      ),
    ];
  });
  const legend = series.map(
    (name, one) =>
      `<circle class="dot s${one}" cx="${names + one * 110}" cy="41" r="5"/>` +
      `<text class="small" x="${names + 10 + one * 110}" y="45">${escaped(name)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 42}" role="img">
<title>${escaped(title)}</title><style>${style}</style>
<text class="title" x="14" y="22">${escaped(title)}</text>
${[...legend, ...grid, ...marks].join("\n")}
<text class="small" text-anchor="middle" x="${(names + width - right) / 2}" y="${bottom + 34}">${escaped(axis)}</text>
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
