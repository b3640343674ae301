import type { Language, Words } from '../diagnostics/language.js';

const words: Words<'bytes'> = { en: { bytes: 'bytes' }, da: { bytes: 'bytes' } };

const UNITS = ['', 'kB', 'MB', 'GB', 'TB'];
const STEP = 1000;

const digits = (value: number, lang: Language): string =>
  value.toLocaleString(lang, { maximumSignificantDigits: 3 });

/** A number with its thousands set apart. */
export const countText = (count: number, lang: Language): string => count.toLocaleString(lang);

/** A share of a whole in percent: of what is there never 0, of what is not all never 100. */
export const shareText = (part: number, whole: number, lang: Language): string => {
  const share = whole === 0 ? 0 : part / whole;
  const shown = part > 0 && part < whole ? Math.min(0.999, Math.max(0.001, share)) : share;
  return shown.toLocaleString(lang, { style: 'percent', maximumFractionDigits: 1 });
};

/** A number of bytes for people: exact below a kilobyte, three digits above. */
export const sizeText = (bytes: number, lang: Language): string => {
  let [unit, number] = [0, bytes];
  while (number >= STEP && unit < UNITS.length - 1) {
    number /= STEP;
    unit++;
  }
  return `${digits(number, lang)} ${unit === 0 ? words[lang].bytes : UNITS[unit]}`;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A time for people: three digits up to a minute, then minutes and seconds, or hours and minutes. */
export const timeText = (milliseconds: number, lang: Language): string => {
  if (milliseconds < SECOND) return `${digits(milliseconds, lang)} ms`;
  if (milliseconds < MINUTE) return `${digits(milliseconds / SECOND, lang)} s`;
  const [large, unit, small, part] =
    milliseconds < HOUR ? ['min', MINUTE, 's', SECOND] : (['h', HOUR, 'min', MINUTE] as const);
  const rest = Math.floor((milliseconds % (unit as number)) / (part as number));
  return `${countText(Math.floor(milliseconds / (unit as number)), lang)} ${large} ${rest} ${small}`;
};
