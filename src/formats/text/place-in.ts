/** A text up to so many characters is looked for by the engine, which compares a longer one anew at each place. */
const SHORT = 200;

/** Of each beginning of a text, how many characters it ends with that the text also begins with. */
const bordersOf = (text: string): Int32Array => {
  const borders = new Int32Array(text.length);
  let held = 0;
  for (let i = 1; i < text.length; i++) {
    const character = text.charCodeAt(i);
    while (held > 0 && text.charCodeAt(held) !== character) held = borders[held - 1] as number;
    if (text.charCodeAt(held) === character) held++;
    borders[i] = held;
  }
  return borders;
};

/**
 * Where a text stands in a whole, as `indexOf` tells it, in a time that grows with their lengths and not with the one times the other: after
 * what nearly was the text, it goes on with as much as may still be its beginning (Knuth, Morris and Pratt).
 *
 * @param from where to begin
 * @returns -1 if it does not stand there
 */
export const placeIn = (whole: string, wanted: string, from = 0): number => {
  if (wanted.length <= SHORT) return whole.indexOf(wanted, from);
  if (wanted.length > whole.length - from) return -1;
  const head = wanted.slice(0, SHORT);
  let borders: Int32Array | undefined;
  let at = from;
  let held = 0;
  while (at < whole.length) {
    if (held === 0) {
      at = whole.indexOf(head, at);
      if (at < 0) return -1;
      at += SHORT;
      held = SHORT;
    } else if (whole.charCodeAt(at) === wanted.charCodeAt(held)) {
      at++;
      held++;
    } else {
      borders ??= bordersOf(wanted);
      held = borders[held - 1] as number;
    }
    if (held === wanted.length) return at - held;
  }
  return -1;
};
