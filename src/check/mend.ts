import { isSeq, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import type { Place } from '../diagnostics/diagnostic.js';
import { tooDeepAt } from '../formats/yaml.js';
import type { TableFiles } from '../mapping/files.js';

/** The tables that are checked: the shipped ones, and a site's own over them. */
export interface Layers {
  shipped: TableFiles;
  site: TableFiles;
}

const ROWS = /\/rows\.yaml$/;

/** Names of a row in its table: its own id, or the tag of a segment. */
const nameOf = (node: YAMLMap): string | undefined => {
  const name = node.get('id') ?? node.get('segment');
  return typeof name === 'string' ? name : undefined;
};

/** The row of a table that a line belongs to: the innermost that begins on it or before it and ends behind it. */
const rowAt = (text: string, line: number): { name: string; start: number; end: number } | undefined => {
  if (tooDeepAt(text) !== undefined) return undefined;
  const lines = new LineCounter();
  let found: { name: string; start: number; end: number } | undefined;
  visit(parseDocument(text, { lineCounter: lines }), {
    Map(_, node, ancestors) {
      const name = nameOf(node);
      const [start = 0, end = 0] = node.range ?? [];
      if (name === undefined || !isSeq(ancestors.at(-1))) return;
      const [from, to] = [start, end].map((offset) => lines.linePos(offset).line) as [number, number];
      if (from <= line && line <= to) found = { name, start, end };
    },
  });
  return found;
};

/** True if a table has two rows of that name. */
const isRepeated = (text: string, name: string): boolean => {
  let count = 0;
  visit(parseDocument(text), {
    Map(_, node, ancestors) {
      if (isSeq(ancestors.at(-1)) && nameOf(node) === name) count++;
    },
  });
  return count > 1;
};

/** A fault of an id itself: its number in the table, then the word. */
const OF_ID = /^\d+\.id$/;

/** An id that no row has, for one that has the id of another, or none that may be. */
const otherId = (line: number): string => `ZZZ${line}`;

/** The row of that name in another version of the table, as a value. */
const counterpart = (text: string | undefined, name: string): unknown => {
  let found: unknown;
  if (text !== undefined)
    visit(parseDocument(text), {
      Map(_, node, ancestors) {
        if (found === undefined && isSeq(ancestors.at(-1)) && nameOf(node) === name) found = node.toJSON();
      },
    });
  return found;
};

/** Puts a value in the place of a row; all other rows keep their lines. */
const replaced = (text: string, start: number, end: number, value: unknown): string => {
  const lineFeeds = text.slice(start, end).replace(/[^\n]/g, '');
  return text.slice(0, start) + JSON.stringify(value) + lineFeeds + text.slice(end);
};

/** The rows of a table that name one of its rows. */
const naming = (text: string, id: string): string[] => {
  const names: string[] = [];
  visit(parseDocument(text), {
    Map(_, node, ancestors) {
      const name = nameOf(node);
      if (name === undefined || name === id || !isSeq(ancestors.at(-1))) return;
      if (JSON.stringify(node.toJSON()).includes(`"${id}"`)) names.push(name);
    },
  });
  return names;
};

/** The tables without what a fault was told of. */
export interface Mended extends Layers {
  /** The id of a shipped row that nothing stands in for, and of those that build on it: they have no fault of their own. */
  gone: readonly string[];
}

/** True if the row at a place names one of these rows: its fault follows from theirs. */
export const namesAny = ({ shipped, site }: Layers, { file = '', line }: Place, ids: ReadonlySet<string>) => {
  const text = site.get(file) ?? shipped.get(file);
  const row = text === undefined || line === undefined ? undefined : rowAt(text, line);
  const said = JSON.stringify(row === undefined ? undefined : counterpart(text, row.name)) ?? '';
  return [...ids].some((id) => id !== row?.name && said.includes(`"${id}"`));
};

/**
 * Takes what a fault was told of out of the tables, so that the next can be found: a row of a site makes way for the shipped row
 * of its id, a shipped row for one that does nothing, any other table of a site for the shipped one.
 *
 * @returns undefined if nothing can stand in for it
 */
export const mended = (
  { shipped, site }: Layers,
  { file = '', line, path = '' }: Place,
): Mended | undefined => {
  const own = site.get(file);
  const text = own ?? shipped.get(file);
  const row = text === undefined || line === undefined ? undefined : rowAt(text, line);
  if (text !== undefined && line !== undefined && row !== undefined) {
    const isUnusable = isRepeated(text, row.name) || OF_ID.test(path);
    const id = isUnusable ? otherId(line) : row.name;
    const nothing = ROWS.test(file) ? { id, name: id, how: 'none', reason: 'taken out' } : undefined;
    const value = (own === undefined ? undefined : counterpart(shipped.get(file), id)) ?? nothing;
    if (value !== undefined) {
      const next = replaced(text, row.start, row.end, value);
      if (next !== text)
        return own === undefined
          ? {
              shipped: new Map([...shipped, [file, next]]),
              site,
              gone: [row.name, ...naming(text, row.name)],
            }
          : { shipped, site: new Map([...site, [file, next]]), gone: [] };
    }
  }
  if (own === undefined || !shipped.has(file)) return undefined;
  return { shipped, site: new Map([...site].filter(([name]) => name !== file)), gone: [] };
};
