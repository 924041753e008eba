import type { ComponentChild } from "preact";
import { Quoted } from "../page/visible-text.tsx";

type Row = Readonly<Record<string, unknown>>;

const mostColumns = 8;

/** The elements if they make a table: at least two, all with the same few names, and nothing that has parts. */
export function rowsOf(values: readonly unknown[]): readonly Row[] | undefined {
  if (values.length < 2 || !values.every(isFlat)) return undefined;
  const [first] = values as readonly Row[];
  const columns = Object.keys(first ?? {}).join("\n");
  const alike = values.every((each) => Object.keys(each as Row).join("\n") === columns);
  return alike && columns !== "" && columns.split("\n").length <= mostColumns ? (values as readonly Row[]) : undefined;
}

function isFlat(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, each]) => !name.includes("\n") && (typeof each !== "object" || each === null),
  );
}

interface Props {
  readonly rows: readonly Row[];
  readonly cell: (value: unknown) => ComponentChild;
}

export function RowsView({ rows, cell }: Props) {
  const columns = Object.keys(rows[0] ?? {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard
    <div class="sideways" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                <Quoted text={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {columns.map((name) => (
                <td key={name}>{cell(row[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
