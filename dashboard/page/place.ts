import { useEffect, useState } from "preact/hooks";

// Vite would take `new URL("…", import.meta.url)` for the address of a file to be built.
const here = import.meta.url;

/** The service's root, with the stage's name that it may stand under: every script stands in `assets/` below it. */
export const root = new URL("../", here);

/** An address within the service, from its root on. */
export function addressOf(path: string): string {
  return new URL(path, root).href;
}

/** Where the reader is: the parts of the path below the root, decoded, and the query. */
export interface Place {
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

function placeNow(): Place {
  const below = location.pathname.slice(root.pathname.length);
  return {
    parts: below.split("/").filter(Boolean).map(decoded),
    query: new URLSearchParams(location.search),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const moved = new Event("sayso-moved");
let hasMoved = false;
let routed = false;

/** Whether the page that is open shows the others, too; else links are followed by the browser. */
export function isRouted(): boolean {
  return routed;
}

/** Goes to another of the dashboard's pages without loading it anew. */
export function go(path: string): void {
  hasMoved = true;
  history.pushState(null, "", addressOf(path));
  scrollTo(0, 0);
  dispatchEvent(moved);
}

/** Keeps what the reader has set in the address, so that it can be shared and is there again on the way back. */
export function setQuery(query: URLSearchParams): void {
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text && `?${text}`));
  dispatchEvent(moved);
}

/** Whether the reader came here from another of the pages: then the focus belongs on what is new. */
export function cameFromInside(): boolean {
  return hasMoved;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    routed = true;
    const update = () => setPlace(placeNow());
    const back = () => {
      hasMoved = true;
      update();
    };
    addEventListener("sayso-moved", update);
    addEventListener("popstate", back);
    return () => {
      removeEventListener("sayso-moved", update);
      removeEventListener("popstate", back);
    };
  }, []);
  return place;
}
