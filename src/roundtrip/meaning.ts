import { composed } from '../formats/text/composed.js';
import { placeIn } from '../formats/text/place-in.js';
import { instantMs } from '../mapping/copenhagen.js';
import { uuidDigits } from '../mapping/makers/uuid.js';

const MINUTE = 60_000;
const LINE_END = /\r\n?|<\/?br\s*\/?>/gi;
const MARKUP = /<\/?(?:b|i|u|em|strong)>/gi;

/** Long texts are asked for once for every value that might stand in them. */
const LONG = 500;
const MOST = 100;
const plainTexts = new Map<string, string>();

const simplified = (text: string): string =>
  composed(text.replace(LINE_END, '\n').replace(MARKUP, '')).replace(/\s+/g, ' ').trim();

/** A text in which line ends, markup of old systems and ways of writing an accent do not count. */
const plain = (text: string): string => {
  if (text.length < LONG) return simplified(text);
  let known = plainTexts.get(text);
  if (known === undefined) {
    known = simplified(text);
    if (plainTexts.size >= MOST) plainTexts.clear();
    plainTexts.set(text, known);
  }
  return known;
};

/** True if two values say the same: a UUID in another form, an instant with another offset, other blanks. */
export const same = (a: string, b: string): boolean => {
  const [one, two] = [uuidDigits(a), uuidDigits(b)];
  if (one !== undefined || two !== undefined) return one === two;
  const [first, second] = [instantMs(a), instantMs(b)];
  // A letter tells no seconds.
  if (first !== undefined && second !== undefined)
    return Math.floor(first / MINUTE) === Math.floor(second / MINUTE);
  return plain(a) === plain(b);
};

const holds = (whole: string, part: string): boolean => placeIn(whole, part) >= 0;

/** True if a value holds another, as a text holds a name. */
export const contains = (whole: string, part: string): boolean => {
  const wanted = plain(part);
  return wanted === '' ? holds(whole, part) : same(whole, part) || holds(plain(whole), wanted);
};

const letters = (text: string): string => plain(text).replace(/[ ,]/g, '');

/** True if a value holds another when blanks and commas do not count. */
export const containsLetters = (whole: string, part: string): boolean => holds(letters(whole), letters(part));
