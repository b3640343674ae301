import type { Code } from '../../diagnostics/catalog.js';
import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { base64Content } from '../base64.js';
import type { Element } from '../xml/element.js';
import { checkBreakableText, checkFormattedText } from './formatted-text.js';
import type { Report } from './report.js';

/** The codes of each code list, by what is read as each: itself, and its misspellings. */
export type CodeSets = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Checks the value of a leaf; may tidy it (blanks around a code) and says so. */
export type ValueCheck = (element: Element, report: Report) => void;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a day that the calendar has. */
export const isDate = (year: number, month: number, day: number): boolean => {
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0)) return false;
  return !(month === 2 && day === 29) || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
};

/** Length in characters, as the schemas count: a character outside the basic plane is one. */
const length = (text: string): number => {
  let n = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) n--;
  return n;
};

/** Takes blanks off a value that must not have any. */
const tidy = (element: Element, report: Report): string => {
  const trimmed = element.text.trim();
  if (trimmed !== element.text) {
    element.text = trimmed;
    report('OIO042');
  }
  return trimmed;
};

const pattern =
  (test: RegExp, code: Code): ValueCheck =>
  (element, report) => {
    if (!test.test(tidy(element, report))) report(code);
  };

const text =
  (min: number, max: number): ValueCheck =>
  (element, report) => {
    const value = element.text;
    if (value.length < min) report('OIO031');
    else if (value.length > max && length(value) > max) report('OIO030', { max, length: length(value) });
  };

const oneOf =
  (codes: ReadonlyMap<string, string>): ValueCheck =>
  (element, report) => {
    if (codes.get(element.text) === element.text) return;
    const value = codes.has(element.text) ? element.text : tidy(element, report);
    const code = codes.get(value);
    if (code === value) return;
    if (code !== undefined) {
      element.text = code;
      report('OIO047', { code: code.trim() });
      return;
    }
    const known = [...new Set(codes.values())];
    const near = known.find((one) => one.toLowerCase() === value.toLowerCase());
    if (near !== undefined) report('OIO033', { code: near });
    else
      report('OIO032', {
        codes: known.length > 12 ? phrase('one-of-codes', { count: known.length }) : known.join(', '),
      });
  };

const date: ValueCheck = (element, report) => {
  const match = DATE.exec(tidy(element, report));
  if (match === null || !isDate(Number(match[1]), Number(match[2]), Number(match[3]))) {
    report('OIO034');
  } else if (match[4] !== undefined) {
    element.text = element.text.slice(0, 10);
    report('OIO043');
  }
};

const simple: Readonly<Record<string, ValueCheck>> = {
  date,
  time: pattern(TIME, 'OIO035'),
  cpr: pattern(/^[0-9]{10}$/, 'OIO036'),
  alt10: (element, report) => {
    if (length(element.text) !== 10) report('OIO037');
  },
  uuid36: pattern(UUID, 'OIO038'),
  posint: pattern(/^\+?0*[1-9][0-9]*$/, 'OIO039'),
  true: pattern(/^true$/, 'OIO044'),
  base64: (element, report) => {
    const content = base64Content(element);
    if (content.size === 0 && content.fault === undefined) report('OIO041');
    else if (content.fault !== undefined) report('OIO040', { reason: content.fault });
  },
  formatted: checkFormattedText,
  breakable: checkBreakableText,
};

/**
 * The check that belongs to a type of the schema tables. Rules: legacy formats 2.1, 2.3, 2.5.
 *
 * @throws Error for a type that does not exist
 */
export const leafCheck = (type: string, codes: CodeSets, path: string): ValueCheck => {
  const [kind = '', argument = ''] = type.split(' ');
  const an = /^an(\d+)\.\.(\d+)$/.exec(kind);
  if (an !== null) return text(Number(an[1]), Number(an[2]));
  if (kind === 'fixed') return oneOf(new Map([[argument, argument]]));
  if (kind === 'code') {
    const set = codes.get(argument);
    if (set === undefined) throw new TableFault(phrase('list-of-path', { path, list: argument ?? '' }));
    return oneOf(set);
  }
  const check = simple[kind];
  if (check === undefined) throw new TableFault(phrase('type-of-path', { path, type: type ?? '' }));
  return check;
};
