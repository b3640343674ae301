/** A limit of what a document may ask of this program. */
export interface Limit {
  /** What there may be at most, unless somebody says something else. */
  readonly normal: number;
  /** What it is counted in. */
  readonly unit: 'bytes' | 'seconds' | 'count';
  /** What it counts, as the documentation says it. */
  readonly counts: string;
  /** Codes of the diagnostics that tell of it. */
  readonly codes: readonly string[];
  /** More than this cannot be allowed. */
  readonly most?: number;
}

const MB = 1e6;
const GB = 1e9;

/** All limits by their names, which are those of `--limit`. docs/limits.md shows them, and a test compares. */
export const limitTable = {
  size: {
    normal: GB,
    unit: 'bytes',
    counts:
      'bytes of one document, with its attachments and its envelope; and of the attachments of one that is made',
    codes: ['OIO005', 'EDI005', 'FHIR005', 'VAN005', 'LIM010'],
  },
  text: {
    normal: 250 * MB,
    unit: 'bytes',
    counts:
      'bytes of a document without its attachments; and characters of the text of a letter that is made',
    codes: ['OIO005', 'EDI005', 'FHIR005', 'VAN005', 'LIM011'],
    // What a string of JavaScript can hold.
    most: 500 * MB,
  },
  depth: {
    normal: 64,
    unit: 'count',
    counts: 'elements within elements; objects and lists of JSON within each other',
    codes: ['OIO004', 'FHIR004', 'VAN004'],
    // Paths are told, and trees are walked, by functions that call themselves.
    most: 1000,
  },
  elements: {
    normal: 1_000_000,
    unit: 'count',
    counts: 'elements of XML, or values of JSON, in a document',
    codes: ['OIO005', 'FHIR005', 'VAN005'],
  },
  segments: {
    normal: 200_000,
    unit: 'count',
    counts: 'segments of EDIFACT in a document, and ten times as many components',
    codes: ['EDI005'],
  },
  segment: {
    normal: 16 * MB,
    unit: 'bytes',
    counts: 'bytes of one segment of EDIFACT, without the object that follows it',
    codes: ['EDI005'],
  },
  attributes: {
    normal: 100,
    unit: 'count',
    counts: 'attributes of one element, declarations of namespaces among them; and components of UNB and UNZ',
    codes: ['LIM001', 'EDI005'],
  },
  name: {
    normal: 1000,
    unit: 'count',
    counts: 'characters of the name of an element or attribute, or of a member of JSON',
    codes: ['LIM002'],
  },
  number: {
    normal: 100,
    unit: 'count',
    counts: 'characters of a number of JSON',
    codes: ['LIM003'],
  },
  beside: {
    normal: 100,
    unit: 'count',
    counts: 'members of one object of JSON that begin with _',
    codes: ['FHIR005'],
  },
  letters: {
    normal: 10_000,
    unit: 'count',
    counts: 'letters of one document',
    codes: ['LIM004'],
  },
  attachments: {
    normal: 1000,
    unit: 'count',
    counts: 'references of one letter, or objects of one binary letter',
    codes: ['LIM005'],
  },
  followed: {
    normal: 30,
    unit: 'count',
    counts:
      'times a FHIR message that its references may lead to, each counted with all that it leads to; a million elements in any case',
    codes: ['LIM013'],
  },
  carriers: {
    normal: 100,
    unit: 'count',
    counts: 'binary letters of one call that carry the same object',
    codes: ['LIM012'],
  },
  diagnostics: {
    normal: 100,
    unit: 'count',
    counts:
      'diagnostics told of one letter or message, a hundred times as many of a document; the others are counted',
    codes: ['OIO046', 'VAN046', 'LIM006'],
  },
  seconds: {
    normal: 300,
    unit: 'seconds',
    counts: 'seconds spent on one file',
    codes: ['LIM007'],
  },
  unpacked: {
    normal: 4 * GB,
    unit: 'bytes',
    counts: 'bytes that one archive unpacks to, with the names of its files',
    codes: ['LIM008'],
  },
  entries: {
    normal: 1_000_000,
    unit: 'count',
    counts: 'files in one archive',
    codes: ['LIM009'],
  },
  shown: {
    normal: 100_000,
    unit: 'count',
    counts: 'values on one page of `explain --html`; those beyond it are counted',
    codes: ['LIM014'],
  },
} as const satisfies Record<string, Limit>;

/** The name of a limit. */
export type LimitName = keyof typeof limitTable;

/** How much a document may ask for; beyond it, it is refused with a diagnostic that names the limit. */
export type Limits = Readonly<Record<LimitName, number>>;

const names = Object.keys(limitTable) as LimitName[];

/** The limits that hold where nobody says something else. */
export const defaultLimits: Limits = Object.fromEntries(
  names.map((name) => [name, limitTable[name].normal]),
) as Limits;

/** A limit that cannot be; its message is for whoever gave it. */
export class LimitFault extends Error {}

/** @throws LimitFault, which repeats how the limit was written */
const nameOf = (name: string, asWritten: string): LimitName => {
  if (Object.hasOwn(limitTable, name)) return name as LimitName;
  throw new LimitFault(`${asWritten}: there is no limit of that name; names are ${names.join(', ')}`);
};

/** @throws LimitFault, which repeats how the limit was written */
const allowed = (name: LimitName, value: number, asWritten: string): number => {
  const { most = Number.POSITIVE_INFINITY }: Limit = limitTable[name];
  if (typeof value !== 'number' || !(value >= 1)) throw new LimitFault(`${asWritten}: it is a number from 1`);
  if (value > most) throw new LimitFault(`${asWritten}: it can be ${most} at most`);
  return value;
};

/**
 * Limits with some that differ from the defaults.
 *
 * @throws LimitFault for a name that there is not, and for a value that cannot be allowed
 */
export const limitsWith = (others: Partial<Limits> = {}): Limits => {
  for (const [name, value] of Object.entries(others))
    allowed(nameOf(name, `limit ${name}`), value, `limit ${name}`);
  return { ...defaultLimits, ...others };
};

const UNITS: Readonly<Record<Limit['unit'], ReadonlyMap<string, number>>> = {
  bytes: new Map([
    ['', 1],
    ['b', 1],
    ['kb', 1e3],
    ['mb', MB],
    ['gb', GB],
    ['kib', 2 ** 10],
    ['mib', 2 ** 20],
    ['gib', 2 ** 30],
  ]),
  seconds: new Map([
    ['', 1],
    ['s', 1],
    ['m', 60],
    ['h', 3600],
  ]),
  count: new Map([['', 1]]),
};

/** How a value of a limit is written, as usage errors say it. */
const FORMS: Readonly<Record<Limit['unit'], string>> = {
  bytes: 'a size such as 500MB or 2GB',
  seconds: 'a time such as 30s or 5m',
  count: 'a number such as 1000',
};

const readValue = (name: LimitName, text: string): number => {
  const { unit }: Limit = limitTable[name];
  const [, digits = '', suffix = ''] = /^(\d{1,12}(?:\.\d{1,3})?) ?([a-z]*)$/i.exec(text) ?? [];
  const factor = UNITS[unit].get(suffix.toLowerCase());
  const value = Number(digits) * (factor ?? 0);
  if (factor === undefined || !Number.isSafeInteger(value) || value < 1)
    throw new LimitFault(`--limit ${name} takes ${FORMS[unit]}, not "${text}"`);
  return value;
};

/**
 * Reads limits as the command line gives them.
 *
 * @param given `name=value` each: `size=500MB`, `depth=100`, `seconds=30s`; of two for one name, the last counts
 * @throws LimitFault for a name that there is not, with those that there are, and for a value that is none
 */
export const readLimits = (given: readonly string[]): Limits => {
  const others = given.map((one): [LimitName, number] => {
    const [, name, value = ''] = /^([^=]*)=(.*)$/s.exec(one) ?? [];
    const asWritten = `--limit ${one}`;
    if (name === undefined)
      throw new LimitFault(`${asWritten}: write NAME=VALUE; names are ${names.join(', ')}`);
    const known = nameOf(name, asWritten);
    return [known, allowed(known, readValue(known, value), asWritten)];
  });
  return limitsWith(Object.fromEntries(others));
};
