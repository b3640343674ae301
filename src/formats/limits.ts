import { DiagnosticError, diagnostic, type Place } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import type { Limits } from '../limits.js';
import type { Family } from './xml/family.js';

/**
 * Refuses a document that is too large; asked before it is read whole.
 *
 * @throws DiagnosticError 005 of the family
 */
export const checkSize = (
  size: number,
  family: Family | 'EDI',
  place: Place,
  { size: limit }: Limits,
): void => {
  if (size <= limit) return;
  throw new DiagnosticError(
    diagnostic(`${family}005`, place, { what: phrase('bytes'), limit, name: 'size' }),
  );
};

/**
 * Refuses a document whose text, without its attachments, is too large to be held as one string.
 *
 * @param cut the attachments that are left out
 * @throws DiagnosticError 005 of the family
 */
export const checkText = (
  size: number,
  cut: ReadonlyArray<readonly [number, number]>,
  family: Family,
  file: string,
  { text: limit }: Limits,
): void => {
  if (cut.reduce((left, [from, to]) => left - (to - from), size) <= limit) return;
  const params = { what: phrase('bytes-outside'), limit, name: 'text' };
  throw new DiagnosticError(diagnostic(`${family}005`, { file, line: 1, column: 1 }, params));
};
