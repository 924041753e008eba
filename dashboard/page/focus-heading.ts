import { cameFromInside } from "./place.ts";

/** Puts the focus on what is new, for whoever came from another page of the dashboard. */
export function focusHeading(): void {
  if (!cameFromInside()) return;
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}
