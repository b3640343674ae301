import { composed } from '../formats/text/composed.js';
import { placeIn } from '../formats/text/place-in.js';
import { instantMs } from '../mapping/copenhagen.js';
import { uuidDigits } from '../mapping/makers/uuid.js';

const MINUTE = 60_000;
const LINE_END = /\r\n?|<\/?br\s*\/?>/gi;
const MARKUP = /<\/?(?:b|i|u|em|strong)>/gi;

/** A text in which line ends, markup of old systems and ways of writing an accent do not count. */
const plain = (text: string): string =>
  composed(text.replace(LINE_END, '\n').replace(MARKUP, '')).replace(/\s+/g, ' ').trim();

/** Texts of so many characters are kept as they are looked into, so many of them: each holds many values. */
const LONG = 500;
const MOST = 100;

/** A text that values are looked for in. */
interface Whole {
  plain: string;
  /** Where the last value was found. */
  at: number;
}

const wholes = new Map<string, Whole>();

const wholeOf = (text: string): Whole => {
  const known = wholes.get(text) ?? { plain: plain(text), at: 0 };
  if (text.length < LONG) return known;
  // The one that was not asked for longest is forgotten.
  wholes.delete(text);
  wholes.set(text, known);
  const [oldest] = wholes.keys();
  if (wholes.size > MOST && oldest !== undefined) wholes.delete(oldest);
  return known;
};

/** Whether two values say the same that are no texts; undefined of texts. */
const sameForm = (a: string, b: string): boolean | undefined => {
  const [one, two] = [uuidDigits(a), uuidDigits(b)];
  if (one !== undefined || two !== undefined) return one === two;
  const [first, second] = [instantMs(a), instantMs(b)];
  if (first === undefined || second === undefined) return undefined;
  // A letter tells no seconds.
  return Math.floor(first / MINUTE) === Math.floor(second / MINUTE);
};

/** True if two values say the same: a UUID in another form, an instant with another offset, other blanks. */
export const same = (a: string, b: string): boolean => sameForm(a, b) ?? plain(a) === plain(b);

const holds = (whole: string, part: string): boolean => placeIn(whole, part) >= 0;

/** So far from where the last value was found the next one is looked for first: they stand in their order or in its reverse. */
const NEAR = 2000;

/** True if a text holds another, plain one. To look through all of a long text for each of its values would take very long. */
const holdsPlain = (text: string, wanted: string): boolean => {
  const whole = wholeOf(text);
  const from = Math.max(0, whole.at - wanted.length - NEAR);
  const near = placeIn(whole.plain.slice(from, whole.at + 2 * wanted.length + NEAR), wanted);
  const place = near < 0 ? placeIn(whole.plain, wanted) : from + near;
  if (place >= 0) whole.at = place;
  return place >= 0;
};

/** True if a value holds another, as a text holds a name. */
export const contains = (whole: string, part: string): boolean => {
  const wanted = plain(part);
  if (wanted === '') return holds(whole, part);
  return sameForm(whole, part) === true || holdsPlain(whole, wanted);
};

const letters = (text: string): string => plain(text).replace(/[ ,]/g, '');

/** True if a value holds another when blanks and commas do not count. */
export const containsLetters = (whole: string, part: string): boolean => holds(letters(whole), letters(part));
