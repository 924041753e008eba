import type { Route } from "./route.ts";

type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly allow: readonly string[] };

/** Finds the route of a method and a path, or says which methods the path would take. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const table = routes.map((route) => ({ route, pattern: route.path.split("/") }));
  return (method, path) => {
    const segments = path.split("/");
    const allow: string[] = [];
    for (const { route, pattern } of table) {
      const values = fit(pattern, segments, route.mayBeEmpty);
      if (!values) continue;
      const params = decode(values);
      if (!params) return { allow: [] };
      if (route.method === method) return { route, params };
      allow.push(route.method);
    }
    return { allow };
  };
}

/** What stands for the `{names}` of a pattern, as sent; undefined when the path is another. */
function fit(
  pattern: readonly string[],
  segments: readonly string[],
  mayBeEmpty: readonly string[] = [],
): [name: string, value: string][] | undefined {
  if (pattern.length !== segments.length) return undefined;
  const values: [string, string][] = [];
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    const name = part.startsWith("{") ? part.slice(1, -1) : undefined;
    if (name !== undefined && (segment !== "" || mayBeEmpty.includes(name))) values.push([name, segment]);
    else if (part !== segment) return undefined;
  }
  return values;
}

function decode(values: readonly [name: string, value: string][]): Record<string, string> | undefined {
  try {
    return Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
