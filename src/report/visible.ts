/** What a terminal obeys, and what turns the direction in which a line is read. */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text of a line for people that shows what it holds: names of files and values come from whoever sent them, and must not write over other
 * lines, or say what they do not.
 *
 * @returns the text with such characters as JSON writes them: `\u001b`
 */
export const visible = (text: string): string =>
  text.replace(OBEYED, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
