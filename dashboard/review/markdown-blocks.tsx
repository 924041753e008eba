import type { Token, Tokens } from "marked";
import { visibleNodes } from "../page/visible-text.tsx";
import { deepest, inlineNodes, type Nodes } from "./markdown-inline.tsx";

export function blockNodes(tokens: readonly Token[], depth = 0): Nodes {
  return tokens.flatMap((token) => blockNode(token as Tokens.Generic, depth + 1));
}

function asWritten(raw: string): Nodes {
  return [<pre>{visibleNodes(raw.replace(/\n+$/, ""))}</pre>];
}

function blockNode(token: Tokens.Generic, depth: number): Nodes {
  if (depth > deepest) return asWritten(token.raw);
  const line = () => inlineNodes(token.tokens, token.raw, depth);
  switch (token.type) {
    case "space":
      return [];
    case "heading":
      return [token.depth <= 2 ? <h3>{line()}</h3> : <h4>{line()}</h4>];
    case "paragraph":
      return [<p>{line()}</p>];
    case "text":
    case "checkbox":
      return inlineNodes([token], token.raw, depth);
    case "blockquote":
      return [<blockquote>{blockNodes(token.tokens ?? [], depth)}</blockquote>];
    case "code":
      return [
        <pre>
          <code>{visibleNodes(token.text)}</code>
        </pre>,
      ];
    case "list":
      return [list(token as Tokens.List, depth)];
    case "table":
      return [table(token as Tokens.Table, depth)];
    case "hr":
      return [<hr />];
    default:
      return asWritten(token.raw);
  }
}

function list({ ordered, start, items }: Tokens.List, depth: number) {
  const children = items.map(({ tokens }) => <li>{blockNodes(tokens, depth)}</li>);
  return ordered ? <ol start={start || 1}>{children}</ol> : <ul>{children}</ul>;
}

function table({ header, rows }: Tokens.Table, depth: number) {
  const words = (cell: Tokens.TableCell) => inlineNodes(cell.tokens, cell.text, depth);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard
    <div class="sideways" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell) => (
              <th>{words(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td>{words(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
