import { type Alias, type Document, isNode, Lexer, LineCounter, Parser, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { Code } from '../diagnostics/catalog.js';
import {
  type Diagnostic,
  DiagnosticError,
  diagnostic,
  type Place,
  throwAll,
} from '../diagnostics/diagnostic.js';
import { asGiven, type Phrase, type PhraseKey, phrase, TableFault } from '../diagnostics/phrase.js';
import { phrases } from '../diagnostics/phrases/index.js';
import { checkedBefore } from './checked-tables.js';
import type { Notation } from './notation.js';
import { once } from './once.js';
import { digestOf, parsedBefore } from './parsed-tables.js';

/** The place in a YAML file of what a path of keys leads to, or of the nearest thing above it. */
export type Locate = (path: ReadonlyArray<PropertyKey>) => Place;

/** The place of an offset in a text that is not parsed. */
const placeAt = (text: string, file: string, offset: number): Place => {
  const before = text.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};

/** A parsed file, and where its parts are. */
const opened = (text: string, file: string) => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
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
  return { document, at, locate };
};

/** Tells where the parts of a YAML file are, whatever is in it. It is parsed when somebody asks for more than an item. */
export const locatorOf = (text: string, file: string): Locate => {
  const items = once(() => parsedBefore(text)?.items);
  const all = once(() => opened(text, file).locate);
  return (path) => {
    const [line, column] = (path.length === 1 && items()?.[path[0] as number]) || [];
    if (line !== undefined && column !== undefined) return { file, line, column };
    return all()(path);
  };
};

/** Lists and maps within each other: no table needs as many, and the library walks them by functions that call themselves. */
const DEEPEST = 100;

/** As many faults of YAML are told: most follow from the first. */
const MOST_TOLD = 100;

/** Where a text goes deeper than YAML is read; undefined if nowhere. */
export const tooDeepAt = (text: string): number | undefined => {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    // What it gives is not needed, only how deep it stands.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return offset;
  }
  return undefined;
};

/** The alias that names nothing; if there is none, the first. */
const blamed = (document: Document): Alias | undefined => {
  let first: Alias | undefined;
  let lost: Alias | undefined;
  visit(document, {
    Alias(_, node) {
      first ??= node;
      if (node.resolve(document) !== undefined) return undefined;
      lost = node;
      return visit.BREAK;
    },
  });
  return lost ?? first;
};

/** What a YAML file says. Throws what keeps it from being YAML. */
const contentOf = (text: string, file: string, code: Code): unknown => {
  const before = parsedBefore(text);
  if (before !== undefined) return before.value;
  const deep = tooDeepAt(text);
  if (deep !== undefined)
    throw new DiagnosticError(
      diagnostic(code, placeAt(text, file, deep), { reason: phrase('lists-too-deep') }),
    );
  const { document, at } = opened(text, file);
  throwAll(
    document.errors.slice(0, MOST_TOLD).map(({ message, pos }) => {
      const reason = (message.split('\n')[0] ?? '').replace(/ at line .*$/, '');
      return diagnostic(code, at(pos[0]), { reason: asGiven(reason) });
    }),
  );
  try {
    return document.toJS();
  } catch (error) {
    // An alias that names nothing, or so much that it would fill the memory.
    if (!(error instanceof ReferenceError)) throw error;
    const place = at(blamed(document)?.range?.[0] ?? 0);
    throw new DiagnosticError(diagnostic(code, place, { reason: asGiven(error.message) }));
  }
};

/** The part of a validation issue that says most: unions hide theirs one level down. */
const deepest = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  if (inner === undefined) return issue;
  const told = deepest(inner);
  return { ...told, path: [...issue.path, ...told.path] };
};

const danish = once(() => z.locales.da().localeError);

/** What a validation issue says, in every language; the words of a notation's own patterns are keys of phrases. */
const issueWords = (issue: z.core.$ZodIssue): Phrase => {
  const { message } = issue;
  if (message in phrases) return phrase(message as PhraseKey);
  const told = danish()(issue as z.core.$ZodRawIssue);
  return { en: message, da: (typeof told === 'string' ? told : told?.message) ?? message };
};

/**
 * Checks a value against the schema of a notation.
 *
 * @param tell what is told of a part that is not in the notation
 * @throws DiagnosticError all that is wrong with it
 */
export const checkNotation = <T extends z.ZodType>(
  value: unknown,
  schema: T,
  tell: (path: readonly PropertyKey[], reason: Phrase) => Diagnostic,
): z.output<T> => {
  const checked = schema.safeParse(value, { reportInput: true });
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map((one) => {
    const issue = deepest(one as z.core.$ZodIssue);
    return tell(issue.path, issueWords(issue));
  });
  throwAll(faults);
  throw new Error('a table that is refused has no fault');
};

/**
 * Compiles a table; what is wrong with it is told with its name.
 *
 * @throws DiagnosticError TAB002
 */
export const compiled = <T>(file: string, where: string, compile: () => T): T => {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    throw new DiagnosticError(diagnostic('TAB002', { file }, { where, reason: error.reason }));
  }
};

/**
 * Parses a YAML table and checks it against its notation; a text that was checked when this package was built is not checked again.
 *
 * @param codes how it is told if it is not YAML, or not in the notation (with `where` and `reason`)
 * @returns the table, and a function that tells line and column of any part of it
 * @throws DiagnosticError of these codes, with file, line and column
 */
export const parseTable = <T extends z.ZodType>(
  text: string,
  file: string,
  notation: Notation<T>,
  codes: { syntax: Code; notation: Code } = { syntax: 'TAB001', notation: 'TAB002' },
): { table: z.output<T>; locate: Locate } => {
  const locate = locatorOf(text, file);
  const table = checkedBefore([notation.name, digestOf(text)], () =>
    checkNotation(contentOf(text, file, codes.syntax), notation.schema(), (path, reason) => {
      const where = path.map(String).join('.') || 'table';
      return diagnostic(codes.notation, locate(path), { where, reason });
    }),
  );
  return { table, locate };
};
