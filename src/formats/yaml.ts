import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Code } from '../diagnostics/catalog.js';
import { diagnostic, type Place, throwAll } from '../diagnostics/diagnostic.js';
import { parsedBefore } from './parsed-tables.js';

/** The place in a YAML file of what a path of keys leads to, or of the nearest thing above it. */
export type Locate = (path: ReadonlyArray<PropertyKey>) => Place;

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
  const items = parsedBefore(text)?.items;
  let locate: Locate | undefined;
  return (path) => {
    const [line, column] = (path.length === 1 && items?.[path[0] as number]) || [];
    if (line !== undefined && column !== undefined) return { file, line, column };
    locate ??= opened(text, file).locate;
    return locate(path);
  };
};

/** What a YAML file says. Throws all that keeps it from being YAML. */
const contentOf = (text: string, file: string, code: Code): unknown => {
  const before = parsedBefore(text);
  if (before !== undefined) return before.value;
  const { document, at } = opened(text, file);
  throwAll(
    document.errors.map(({ message, pos }) => {
      const reason = (message.split('\n')[0] ?? '').replace(/ at line .*$/, '');
      return diagnostic(code, at(pos[0]), { reason });
    }),
  );
  return document.toJS();
};

/** The part of a validation issue that says most: unions hide theirs one level down. */
const deepest = (issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } => {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
  if (inner === undefined) return issue;
  const told = deepest(inner);
  return { path: [...issue.path, ...told.path], message: told.message };
};

/**
 * Parses a YAML table and checks it against its notation.
 *
 * @param codes how it is told if it is not YAML, or not in the notation (with `what` and `reason`)
 * @returns the table, and a function that tells line and column of any part of it
 * @throws DiagnosticError of these codes, with file, line and column
 */
export const parseTable = <T extends z.ZodType>(
  text: string,
  file: string,
  notation: T,
  codes: { syntax: Code; notation: Code } = { syntax: 'TAB001', notation: 'TAB002' },
): { table: z.output<T>; locate: Locate } => {
  const value = contentOf(text, file, codes.syntax);
  const locate = locatorOf(text, file);
  const checked = notation.safeParse(value);
  if (checked.success) return { table: checked.data, locate };
  const faults = checked.error.issues.map((one) => {
    const issue = deepest(one);
    const what = issue.path.map(String).join('.') || 'table';
    return diagnostic(codes.notation, locate(issue.path), { what, reason: issue.message });
  });
  throwAll(faults);
  throw new Error('a table that is refused has no fault');
};
