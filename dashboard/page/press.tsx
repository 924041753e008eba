import type { ComponentChildren, JSX } from "preact";

interface Props extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, "onClick" | "children"> {
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

/** A button that does something only when a person presses it; a script's `click()` is not trusted. */
export function Press({ onPress, children, ...attributes }: Props) {
  return (
    <button type="button" {...attributes} onClick={(event) => event.isTrusted && onPress()}>
      {children}
    </button>
  );
}
