import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of a page under a heading of its own. */
export function Section({ title, children }: Props) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
