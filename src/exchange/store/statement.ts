import type { Param } from './database.js';

/** A statement as both databases write it. */
export interface Statement {
  text: string;
  /** With `$1`, `$2`… for the parameters. */
  numbered: string;
  /** How many parameters it has. */
  params: number;
}

const QUOTED_OR_PARAM = /'[^']*'|"[^"]*"|\?/g;

const known = new Map<string, Statement>();

/** Numbers the parameters of a statement: every `?` that does not stand in quotation marks. Texts are kept. */
export const statement = (text: string): Statement => {
  const before = known.get(text);
  if (before !== undefined) return before;
  let params = 0;
  const numbered = text.replace(QUOTED_OR_PARAM, (found) => (found === '?' ? `$${++params}` : found));
  const made = { text, numbered, params };
  known.set(text, made);
  return made;
};

/**
 * Refuses what the two databases would take differently, or SQLite silently change.
 *
 * @throws RangeError for values too few or too many, numbers that are not safe integers, texts with a NUL
 */
export const checkParams = ({ text, params: count }: Statement, params: readonly Param[]): void => {
  if (params.length !== count) {
    throw new RangeError(`${params.length} values for the ${count} parameters of: ${text}`);
  }
  for (const [index, value] of params.entries()) {
    const bad = typeof value === 'number' ? !Number.isSafeInteger(value) : hasNul(value);
    if (bad) throw new RangeError(`parameter ${index + 1} cannot be stored: ${text}`);
  }
};

const hasNul = (value: Param): boolean => typeof value === 'string' && value.includes('\0');
