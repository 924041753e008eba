import { element } from "../page/element.ts";
import { quoted, visibleNodes, visibleText } from "../page/visible-text.ts";
import { texts } from "../texts.ts";
import { longValue } from "./long-value.ts";

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Any JSON, whole: an object field by field, anything else as one. */
export function dataView(value: unknown, name: string): HTMLElement {
  return isObject(value) && Object.keys(value).length > 0 ? fieldsView(value) : valueView(value, name);
}

export function fieldsView(fields: Fields): HTMLElement {
  const rows = Object.entries(fields).map(([name, value]) =>
    element("div", {}, element("dt", {}, quoted(name)), element("dd", {}, valueView(value, visibleText(name)))),
  );
  return element("dl", { class: "fields" }, ...rows);
}

/** Text of several lines as text, everything else as JSON, so that "5" and 5 can be told apart. */
function valueView(value: unknown, name: string): HTMLElement {
  if (typeof value === "string" && value.includes("\n")) {
    const kind = element("p", { class: "kind" }, texts.linesOfText(value.split("\n").length));
    const text = element("pre", { class: "text", dir: "auto" }, ...visibleNodes(value));
    return element("div", {}, kind, longValue(text, value, name));
  }
  const json = JSON.stringify(value, null, 2);
  return longValue(element("pre", {}, ...jsonNodes(json)), json, name);
}

const literals = /"(?:[^"\\]|\\.)*"/gs;
/** From Hebrew on, scripts may run from right to left. */
const mayTurn = /[\u0590-\u{10FFFF}]/u;

/** JSON in which no string can change the order of what stands around it. */
function jsonNodes(json: string): readonly (string | HTMLElement)[] {
  if (!mayTurn.test(json)) return visibleNodes(json);
  const nodes: (string | HTMLElement)[] = [];
  let from = 0;
  for (const { 0: literal, index } of json.matchAll(literals)) {
    if (!mayTurn.test(literal)) continue;
    nodes.push(...visibleNodes(json.slice(from, index)), quoted(literal));
    from = index + literal.length;
  }
  return [...nodes, ...visibleNodes(json.slice(from))];
}
