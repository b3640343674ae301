import type { Place } from '../../../diagnostics/diagnostic.js';
import type { Row as SegmentRow } from '../../../mapping/edifact/notation.js';
import { pairsOf, type SegmentRowOf, segmentRows } from '../../../mapping/listed.js';
import type { Row, Ruling } from '../../../mapping/notation.js';
import type { PlacedRow, Tables } from '../../../mapping/tables.js';
import { notationText } from '../../mappings/notation-text.js';

/** What a person wants to know of a row: what it reads, what it writes, how, what otherwise, and who says so. */
export interface RowFacts {
  id: string;
  name: string;
  how: string;
  from: readonly string[];
  to: readonly string[];
  /** The value of a constant. */
  value: string | undefined;
  /** The code list it looks into. */
  list: string | undefined;
  /** What is done, in turn, when there is no value. */
  missing: readonly string[];
  reason: string | undefined;
  rulings: readonly Ruling[];
  /** The table and the line it stands in. */
  table: Place;
}

const targetsOf = (row: Row): string[] => {
  if (!('to' in row) || row.to === undefined) return row.into === undefined ? [] : [row.into];
  return Array.isArray(row.to) ? row.to : Object.keys(row.to);
};

const pairRow = ({ row, place }: PlacedRow, rulings: readonly Ruling[]): RowFacts => ({
  id: row.id,
  name: row.name,
  how: row.how,
  from: [row.from ?? [], row.beside ?? []].flat(),
  to: targetsOf(row),
  value: row.how === 'constant' ? row.value : undefined,
  list: 'list' in row ? row.list : undefined,
  missing: (row.missing ?? []).map(notationText),
  reason: row.reason,
  rulings: rulings.filter(({ id, rows }) => id === row.ruling || rows.includes(row.id)),
  table: place,
});

const constantIn = (row: SegmentRow): string | undefined => {
  if ('qualifier' in row) return row.qualifier;
  if (!('value' in row)) return undefined;
  return typeof row.value === 'string' ? row.value : notationText(row.value);
};

const howIn = (row: SegmentRow): string => {
  if ('how' in row && row.how !== undefined) return row.how;
  return 'qualifier' in row ? 'qualifier' : 'value' in row ? 'constant' : 'copy';
};

const segmentRow = ({ segment = '', row }: SegmentRowOf, table: Place): RowFacts => {
  const at = row.at === undefined ? [] : [`${segment} ${row.at}`];
  const to = 'to' in row ? [row.to].flat().filter((one) => one !== undefined) : [];
  return {
    id: row.id,
    name: at[0] ?? to[0] ?? '',
    how: howIn(row),
    from: at,
    to,
    value: constantIn(row),
    list: 'list' in row ? row.list : undefined,
    missing: [],
    reason: row.reason,
    rulings: [],
    table,
  };
};

/** What rows of the tables say, by their ids; of those that are asked for, as they are few of many. */
export const rowFacts = (tables: Tables, ids: ReadonlySet<string>): ReadonlyMap<string, RowFacts> => {
  const { rulings, edifactTables } = tables;
  const pairs = pairsOf(tables).flatMap(({ rows }) =>
    rows.filter(({ row }) => ids.has(row.id)).map((placed) => pairRow(placed, rulings)),
  );
  const segments = segmentRows(tables).flatMap(({ name, rows }) =>
    rows
      .filter(({ row }) => ids.has(row.id))
      .map((one) => segmentRow(one, edifactTables.place(name, one.row.id))),
  );
  return new Map([...pairs, ...segments].map((facts) => [facts.id, facts]));
};
