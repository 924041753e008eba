/** Marks that turn the character before them into an emoji show in that emoji, once; anywhere else they hide. */
const variationSelector = /(?<!\p{Extended_Pictographic})(?!\uFE0F\u20E3)\uFE0F/u;
const joiner = /(?<!\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D|\u200D(?!\p{Extended_Pictographic})/u;

/** Controls, bidi and zero-width characters, unassigned and private ones, lone surrogates, blanks that look like none. */
const invisible =
  /(?!\n|\t|\uFE0F|\u200D|\r\n)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Room that pushes what follows out of sight. */
const spaces = /[\p{Zs}\t]{100,}/u;
const lineBreaks = /(?:\r?\n){6,}/u;

/** A run of one hidden character, or of more blanks than anybody reads over. */
export const hiddenRuns = new RegExp(
  `(?<same>${variationSelector.source}|${joiner.source}|${invisible.source})\\k<same>*|${spaces.source}|${lineBreaks.source}`,
  "gu",
);
