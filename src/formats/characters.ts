/** Characters of a text, as people count them; no list of them is made, which would take many times as much memory. */
export const charactersIn = (text: string): number => {
  let n = 0;
  for (const _ of text) n++;
  return n;
};

/** True if a text has more than so many characters. No character takes more than two places. */
export const hasMore = (text: string, most: number): boolean =>
  text.length > most && (text.length > 2 * most || charactersIn(text) > most);

/** The first characters of a text. */
export const firstCharacters = (text: string, most: number): string =>
  [...text.slice(0, 2 * most)].slice(0, most).join('');
