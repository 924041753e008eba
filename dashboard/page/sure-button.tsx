import type { ComponentChildren } from "preact";

interface Props {
  readonly class?: string;
  readonly disabled?: boolean;
  readonly onSure: () => void;
  readonly children: ComponentChildren;
}

/** The last press before something happens for good: one press of a person's, and one only. */
export function SureButton({ class: name = "", disabled = false, onSure, children }: Props) {
  return (
    <button
      type="button"
      class={`sure ${name}`.trim()}
      disabled={disabled}
      onClick={(event) => {
        // The second press of a double click was meant for what was there before.
        if (event.isTrusted && event.detail <= 1) onSure();
      }}
    >
      {children}
    </button>
  );
}
