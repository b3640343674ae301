/** As much of a value is shown. */
const LONGEST = 100;
/** As much of what is equal before the place where two values part. */
const BEFORE = 24;

const cut = (text: string, from: number): string => {
  const begin = from > 0 ? '…' : '';
  const end = text.length > from + LONGEST ? '…' : '';
  return `${begin}${text.slice(from, from + LONGEST)}${end}`;
};

/** A text as far as a line shows it. */
export const excerpt = (text: string): string => cut(text, 0);

/** Two texts from shortly before the place where they part. */
export const excerpts = (before: string, after: string): [string, string] => {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const fit = Math.max(before.length, after.length) <= LONGEST;
  const from = fit || same <= BEFORE ? 0 : same - BEFORE;
  return [cut(before, from), cut(after, from)];
};
