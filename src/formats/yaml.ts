import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Code } from '../diagnostics/catalog.js';
import { DiagnosticError, diagnostic, type Place } from '../diagnostics/diagnostic.js';
import { asGiven, type Phrase, type PhraseKey, phrase } from '../diagnostics/phrase.js';
import { phrases } from '../diagnostics/phrases/index.js';

/** The place in a YAML file of what a path of keys leads to, or of the nearest thing above it. */
export type Locate = (path: ReadonlyArray<PropertyKey>) => Place;

/** The part of a validation issue that says most: unions hide theirs one level down. */
const deepest = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  if (inner === undefined) return issue;
  const told = deepest(inner);
  return { ...told, path: [...issue.path, ...told.path] };
};

const { localeError: inDanish } = z.locales.da();

/** What a validation issue says, in every language; the words of a notation's own patterns are keys of phrases. */
const issueWords = (issue: z.core.$ZodIssue): Phrase => {
  const { message } = issue;
  if (message in phrases) return phrase(message as PhraseKey);
  const danish = inDanish(issue as z.core.$ZodRawIssue);
  return { en: message, da: (typeof danish === 'string' ? danish : danish?.message) ?? message };
};

/** Checks a value against a notation: what it is, or the path of what is wrong and what that is. */
export const checkNotation = <T extends z.ZodType>(
  value: unknown,
  notation: T,
): { table: z.output<T> } | { path: PropertyKey[]; reason: Phrase } => {
  const checked = notation.safeParse(value, { reportInput: true });
  if (checked.success) return { table: checked.data };
  const issue = deepest(checked.error.issues[0] as z.core.$ZodIssue);
  return { path: issue.path, reason: issueWords(issue) };
};

/**
 * Parses a YAML table and checks it against its notation.
 *
 * @param codes how it is told if it is not YAML, or not in the notation (with `where` and `reason`)
 * @returns the table, and a function that tells line and column of any part of it
 * @throws DiagnosticError of these codes, with file, line and column
 */
export const parseTable = <T extends z.ZodType>(
  text: string,
  file: string,
  notation: T,
  codes: { syntax: Code; notation: Code } = { syntax: 'TAB001', notation: 'TAB002' },
): { table: z.output<T>; locate: Locate } => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const fault = document.errors[0];
  if (fault !== undefined) {
    const reason = (fault.message.split('\n')[0] ?? '').replace(/ at line .*$/, '');
    throw new DiagnosticError(diagnostic(codes.syntax, at(fault.pos[0]), { reason: asGiven(reason) }));
  }
  const locate: Locate = (path) => {
    for (let n = path.length; n >= 0; n--) {
      const node = document.getIn(path.slice(0, n), true);
      if (!isNode(node) || !node.range) continue;
      const place = at(node.range[0]);
      // The number of a row says less than its line.
      return path.length < 2 ? place : { ...place, path: path.map(String).join('.') };
    }
    return { file };
  };
  const checked = checkNotation(document.toJS(), notation);
  if ('table' in checked) return { table: checked.table, locate };
  const { path, reason } = checked;
  const where = path.map(String).join('.') || 'table';
  throw new DiagnosticError(diagnostic(codes.notation, locate(path), { where, reason }));
};
