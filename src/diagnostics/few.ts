import type { Code } from './catalog.js';
import { catalog } from './catalog.js';
import { type Diagnostic, diagnostic, type Params, type Place, type Severity } from './diagnostic.js';
import type { Entry } from './entry.js';

/** What says how many more there are than are told; formats that had one before limits had codes keep it. */
type More = 'OIO046' | 'VAN046' | 'LIM006';

const MORE: ReadonlySet<Code> = new Set<More>(['OIO046', 'VAN046', 'LIM006']);

/** How many diagnostics one stands for. */
const weight = ({ code, params }: Diagnostic): number => (MORE.has(code) ? Number(params?.count) : 1);

/** What a diagnostic that counts others counts. */
interface Tally {
  count: number;
  worst: Severity;
}

const tallies = new WeakMap<Diagnostic, Tally>();

/** A diagnostic that says how many more there are; its texts are made when they are read, as the count may grow until then. */
const more = (code: More, place: Place, limit: number, tally: Tally): Diagnostic => {
  const { rule, severity } = catalog[code] as Entry;
  const now = (): Diagnostic => diagnostic(code, place, { count: tally.count, limit });
  const told: Diagnostic = {
    code,
    get severity() {
      return tally.worst === 'error' ? 'error' : severity;
    },
    get message() {
      return now().message;
    },
    get hint() {
      return now().hint;
    },
    place,
    ...(rule === undefined ? {} : { rule }),
    get params() {
      return now().params ?? {};
    },
  };
  tallies.set(told, tally);
  return told;
};

/** What is told, but for its place. */
export interface Telling {
  code: Code;
  params?: Params;
  over?: { rule?: string; severity?: Severity };
}

/**
 * Tells one more diagnostic, unless so many were told before: then it is only counted, by a diagnostic at the end, which is an error
 * if one of those it stands for is. A document with a million faults so takes no more memory than one with a few.
 *
 * @param told where it is added
 * @param placeOf where it stands; asked only if it is told
 */
export const tellFew = (
  told: Diagnostic[],
  limit: number,
  { code, params = {}, over = {} }: Telling,
  placeOf: () => Place,
  counting: More = 'LIM006',
): void => {
  if (told.length < limit) {
    told.push(diagnostic(code, placeOf(), params, over));
    return;
  }
  const severity = over.severity ?? catalog[code].severity;
  const tally = told.length > limit ? tallies.get(told[told.length - 1] as Diagnostic) : undefined;
  if (tally === undefined) told.push(more(counting, placeOf(), limit, { count: 1, worst: severity }));
  else {
    tally.count++;
    if (severity === 'error') tally.worst = severity;
  }
};

/** The first of several diagnostics, and how many more there are. */
export const fewer = (all: readonly Diagnostic[], limit: number): Diagnostic[] => {
  if (all.length <= limit + 1) return [...all];
  const rest = all.slice(limit);
  const count = rest.reduce((sum, one) => sum + weight(one), 0);
  const worst = rest.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  return [...all.slice(0, limit), more('LIM006', (rest[0] as Diagnostic).place, limit, { count, worst })];
};

/** A document is told of so much more than one letter of it. */
const LETTERS = 100;

/** How much is told of a whole document. */
export const mostOfDocument = (limit: number): number => limit * LETTERS;

/** What may be told of a whole document, given to its letters one after another; each is told of a little. */
export class Share {
  private left: number;

  /** @param limit of one letter */
  constructor(limit: number) {
    this.left = mostOfDocument(limit);
  }

  /** What is told of the next letter. */
  take(all: readonly Diagnostic[]): Diagnostic[] {
    const told = fewer(all, Math.max(1, this.left));
    this.left -= told.length;
    return told;
  }
}
