/** What JSON writes a primitive as. */
export type JsonKind = 'string' | 'number' | 'boolean';

const YEAR = '(?!0000)\\d{4}';
const DATE = `${YEAR}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?`;
const DAY = `${YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])`;
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
const OFFSET = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/**
 * Forms of primitive types. Source: FHIR R4's data types; FHIR messages 3.5, 12.1. None repeats a group without an end: of each
 * round, V8 keeps something, until there is no room for it.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:true|false)$/,
  integer: /^(?:0|-?[1-9]\d*)$/,
  unsignedInt: /^(?:0|[1-9]\d*)$/,
  positiveInt: /^[1-9]\d*$/,
  decimal: /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
  date: whole(DATE),
  dateTime: whole(`${DATE}|${DAY}T${CLOCK}${OFFSET}`),
  instant: whole(`${DAY}T${CLOCK}${OFFSET}`),
  time: whole(CLOCK),
  uri: /^\S*$/,
  url: /^\S*$/,
  canonical: /^\S*$/,
  oid: /^urn:oid:[0-2](?=\.)(?!.*\.(?:0\d|\.|$))[\d.]*$/s,
  uuid: /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  code: /^(?!.*\s\s)\S(?:.*\S)?$/s,
  id: /^[A-Za-z0-9\-.]{1,64}$/,
};

/** Types that are primitive although any text is one of them. */
const TEXTS = new Set(['string', 'markdown', 'xhtml', 'base64Binary']);
const NUMBERS = new Set(['integer', 'unsignedInt', 'positiveInt', 'decimal']);
const DATES = new Set(['date', 'dateTime', 'instant']);

export const isPrimitive = (type: string): boolean => type in FORMS || TEXTS.has(type);

/** What a primitive is in JSON. */
export const jsonKindOf = (type: string): JsonKind => {
  if (type === 'boolean') return 'boolean';
  return NUMBERS.has(type) ? 'number' : 'string';
};

/** True if there is such a day: the form alone lets 30 February through. */
const isDay = (text: string): boolean => {
  // Every month has these.
  if (text.length < 10 || text.slice(8, 10) <= '28') return true;
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number?, number?];
  if (month === undefined || day === undefined) return true;
  return day <= new Date(Date.UTC(year < 100 ? year + 2000 : year, month, 0)).getUTCDate();
};

/**
 * What tells if a text has the form of a primitive type; undefined if any text has it. Contents in base64 are looked at
 * elsewhere.
 */
export const formOf = (type: string): ((text: string) => boolean) | undefined => {
  const form = FORMS[type];
  if (form === undefined) return undefined;
  return DATES.has(type) ? (text) => form.test(text) && isDay(text) : (text) => form.test(text);
};
