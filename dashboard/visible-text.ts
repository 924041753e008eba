const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u3164]/gu;

/** Text with every character that hides, reorders or joins others written out, such as ‹U+202E›. */
export function visibleText(text: string): string {
  return text.replace(
    hidden,
    (character) => `‹U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}›`,
  );
}

/** Any JSON, whole and indented; a string as it is. */
export function visibleJson(value: unknown): string {
  return visibleText(typeof value === "string" ? value : JSON.stringify(value, null, 2));
}
