/**
 * Characters that show nothing, or change how others are shown: controls, marks of direction, joiners, spaces that are
 * none of the usual, separators, halves of characters. Line feeds and tabs are usual.
 */
export const INVISIBLE =
  /(?![\n\t ])[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}⠀]/gu;

/** The number of a character, as `U+202E`. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const NOT_IN_LINE = new RegExp(`[\\n\\t]|${INVISIBLE.source}`, 'gu');

/**
 * A text as a line of a terminal should show it: names of files and values come from whoever sent them, and must not clear the screen, write over
 * other lines, or say something else than they do. What cannot be seen stands there by its number, as on pages: `[U+001B]`.
 */
export const visibleLine = (text: string): string =>
  text.replace(NOT_IN_LINE, (found) => `[${codePoint(found)}]`);
