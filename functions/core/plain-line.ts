export interface PlainLine {
  readonly text: string;
  /** False when the end was cut off. */
  readonly whole: boolean;
}

/** What hides, reorders or joins other characters, except where it makes an emoji of the character before it. */
const hidden =
  /(?<!\p{Extended_Pictographic})\uFE0F|(?<!\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D|(?![\uFE0F\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Text of a stranger's with every hidden character written out, such as ‹U+202E›; blanks and line breaks as they are. */
function withHiddenShown(text: string): string {
  return text.replace(hidden, (character) => {
    if (/[\n\t]/.test(character)) return character;
    if (character === "\r") return "";
    return `‹U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}›`;
  });
}

function cut(text: string, most: number): PlainLine {
  if (text.length <= most) return { text, whole: true };
  // Half of a character that takes two code units goes too.
  const kept = text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "");
  return { text: `${kept}…`, whole: false };
}

/** A stranger's text on one line of at most so many UTF-16 code units, as the limits of most channels count. */
export function plainLine(text: string, most: number): PlainLine {
  return cut(withHiddenShown(text).replace(/\s+/gu, " ").trim(), most);
}

/** A stranger's text of at most so many code units, with its line breaks: at most one empty line after another. */
export function plainLines(text: string, most: number): PlainLine {
  const lines = withHiddenShown(text)
    .replace(/\t/g, " ")
    .replace(/\n{3,}/g, "\n\n");
  return cut(lines.trim(), most);
}
