import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';
import { type PhraseKey, phrase } from '../../diagnostics/phrase.js';
import { charactersIn } from '../characters.js';
import { isDate } from '../oioxml/values.js';

/** What is wrong with a value. */
export class Fault {
  constructor(
    readonly code: Code,
    readonly params: Params = {},
  ) {}
}

/** Reads the text of an element or attribute as a value. */
export type ValueType<T> = (text: string) => T | Fault;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;
const NUMBER = /^[+-]?\d+$/;
const MAX_INT = 2 ** 31 - 1;

/** Blanks as XML takes them off values that are more than text. */
const collapsed = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');

/** Text of a length; its blanks are its own. Lengths count characters, as the schema does. */
export const text =
  (max: number): ValueType<string> =>
  (value) => {
    if (value === '') return new Fault('VAN031');
    const length = value.length > max ? charactersIn(value) : value.length;
    return length > max ? new Fault('VAN030', { length, max }) : value;
  };

/** Text of a length without blanks around it. */
export const token =
  (max: number): ValueType<string> =>
  (value) =>
    text(max)(collapsed(value));

/** One of some codes. */
export const code =
  <T extends string>(codes: readonly T[]): ValueType<T> =>
  (value) => {
    const known = codes.find((one) => one === collapsed(value));
    return known ?? new Fault('VAN032', { codes: codes.join(', ') });
  };

/** A UUID in the letter case in which it came. */
export const uuid: ValueType<string> = (value) => {
  const id = collapsed(value);
  return UUID.test(id) ? id : new Fault('VAN038');
};

/** An xs:dateTime, with or without zone, as it is written. */
export const dateTime: ValueType<string> = (value) => {
  const time = collapsed(value);
  const [, year, month, day] = (DATE_TIME.exec(time) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return new Fault('VAN034');
  return isDate(year, month, day) ? time : new Fault('VAN034');
};

const number =
  (what: PhraseKey, least: number, most: number): ValueType<number> =>
  (value) => {
    const digits = collapsed(value);
    const read = NUMBER.test(digits) ? Number(digits) : Number.NaN;
    return read >= least && read <= most ? read + 0 : new Fault('VAN039', { what: phrase(what) });
  };

/** An xs:int. */
export const int = number('int', -MAX_INT - 1, MAX_INT);

/** An xs:positiveInteger, as far as numbers are exact. */
export const positive = number('positive-number', 1, Number.MAX_SAFE_INTEGER);

/** An xs:boolean. */
export const boolean: ValueType<boolean> = (value) => {
  const word = collapsed(value);
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : new Fault('VAN044');
};
