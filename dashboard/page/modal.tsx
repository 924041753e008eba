import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  readonly title: string;
  readonly describedBy?: string;
  readonly class?: string;
  /** The reader turned away from it. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A question before everything else on the page. Its focus is on the title, so that Enter does nothing yet. */
export function Modal({ title, describedBy, class: name, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const opened = dialog.current;
    const turnedAway = () => close.current();
    // Before it is shown: Escape may come at once.
    opened?.addEventListener("close", turnedAway);
    opened?.showModal();
    heading.current?.focus();
    return () => {
      opened?.removeEventListener("close", turnedAway);
      opened?.close();
    };
  }, []);
  return (
    <dialog ref={dialog} class={name} aria-labelledby="question" aria-describedby={describedBy}>
      <h2 id="question" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
