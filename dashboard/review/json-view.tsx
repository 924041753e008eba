import type { ComponentChild } from "preact";
import { visibleText } from "../page/escapes.ts";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import { reviewTexts as texts } from "../texts/review.ts";
import { isLong, LongValue } from "./long-value.tsx";
import { RowsView, rowsOf } from "./rows-view.tsx";

type Fields = Readonly<Record<string, unknown>>;

interface Named {
  readonly value: unknown;
  readonly name: string;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

/** Any JSON, whole: an object field by field, anything else as one. */
export function JsonView({ value, name }: Named) {
  return isFields(value) ? <FieldsView fields={value} /> : <ValueView value={value} name={name} />;
}

export function FieldsView({ fields }: { readonly fields: Fields }) {
  return (
    <dl class="fields">
      {Object.entries(fields).map(([name, value]) => (
        <div key={name}>
          <dt>
            <Quoted text={name} />
          </dt>
          <dd>
            <ValueView value={value} name={visibleText(name)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * What has parts as a tree that stands open, text of several lines as text, everything else as JSON, so that "5" and 5
 * can be told apart. A tree too large to be seen at a glance is JSON, too.
 */
export function ValueView({ value, name }: Named) {
  if (typeof value === "string" && value.includes("\n"))
    return (
      <div>
        <p class="kind">{texts.linesOfText(value.split("\n").length)}</p>
        <LongValue text={value} name={name}>
          <pre class="text" dir="auto">
            {visibleNodes(value)}
          </pre>
        </LongValue>
      </div>
    );
  const json = JSON.stringify(value, null, 2);
  if (!isLong(json) && hasParts(value)) return <BranchView value={value} />;
  return (
    <LongValue text={json} name={name}>
      <pre>{jsonNodes(json)}</pre>
    </LongValue>
  );
}

function hasParts(value: unknown): value is Fields | readonly unknown[] {
  return isFields(value) || (Array.isArray(value) && value.some((each) => typeof each === "object" && each !== null));
}

function BranchView({ value }: { readonly value: Fields | readonly unknown[] }) {
  const rows = Array.isArray(value) ? rowsOf(value) : undefined;
  if (rows) return <RowsView rows={rows} cell={(each) => <pre>{jsonNodes(JSON.stringify(each))}</pre>} />;
  const count = Object.keys(value).length;
  return (
    <details class="branch" open>
      <summary>{Array.isArray(value) ? texts.itemCount(count) : texts.fieldCount(count)}</summary>
      <FieldsView fields={Array.isArray(value) ? numbered(value) : (value as Fields)} />
    </details>
  );
}

function numbered(values: readonly unknown[]): Fields {
  return Object.fromEntries(values.map((value, place) => [String(place + 1), value]));
}

const literals = /"(?:[^"\\]|\\.)*"/gs;
/** From Hebrew on, scripts may run from right to left. */
const mayTurn = /[\u0590-\u{10FFFF}]/u;

/** JSON in which no string can change the order of what stands around it. */
function jsonNodes(json: string): readonly ComponentChild[] {
  if (!mayTurn.test(json)) return visibleNodes(json);
  const nodes: ComponentChild[] = [];
  let from = 0;
  for (const { 0: literal, index } of json.matchAll(literals)) {
    if (!mayTurn.test(literal)) continue;
    nodes.push(...visibleNodes(json.slice(from, index)), <Quoted text={literal} />);
    from = index + literal.length;
  }
  return [...nodes, ...visibleNodes(json.slice(from))];
}
