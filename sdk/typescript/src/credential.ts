import { SaysoError } from "./sayso-error.ts";

/** A key or token fit for a header. Checked here, since fetch would print a bad one in its own error. */
export function credential(value: string | undefined, name: string): string | undefined {
  const trimmed = value?.trim();
  if (trimmed === undefined || trimmed === "") return undefined;
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new SaysoError("invalid_request", `${name} holds a space, a line break or another character that no key has`);
}
