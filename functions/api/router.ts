import type { Route } from "./route.ts";

type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly allow: readonly string[] };

/** Finds the route of a method and a path, or says which methods the path would take. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const table = routes.map((route) => ({
    route,
    pattern: new URLPattern({ pathname: route.path.replaceAll(/\{(\w+)\}/g, ":$1") }),
  }));
  return (method, path) => {
    const allow: string[] = [];
    for (const { route, pattern } of table) {
      const groups = pattern.exec({ pathname: path })?.pathname.groups;
      if (!groups) continue;
      const params = decode(groups);
      if (!params) return { allow: [] };
      if (route.method === method) return { route, params };
      allow.push(route.method);
    }
    return { allow };
  };
}

function decode(groups: Record<string, string | undefined>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value ?? "")]));
  } catch {
    return undefined;
  }
}
