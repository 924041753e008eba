import type { ComponentChildren, JSX } from "preact";
import { addressOf, go, isRouted } from "./place.ts";

interface Props {
  readonly to: string;
  readonly class?: string;
  readonly dir?: "auto";
  readonly current?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A link to another of the dashboard's pages. Whoever opens it in a new tab gets a new tab. */
export function PlaceLink({ to, current, label, children, ...attributes }: Props) {
  const follow = (event: JSX.TargetedMouseEvent<HTMLAnchorElement>) => {
    if (!isRouted() || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a
      {...attributes}
      href={addressOf(to)}
      onClick={follow}
      aria-current={current ? "page" : undefined}
      aria-label={label}
    >
      {children}
    </a>
  );
}
