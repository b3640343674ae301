import type { Place } from '../../../diagnostics/diagnostic.js';
import type { MessagePlan, RowPlan } from '../../../mapping/edifact/plan.js';
import type { Row } from '../../../mapping/notation.js';
import type { PlacedRow, Tables } from '../../../mapping/tables.js';

/** What a person wants to know of a row: what it reads, what it writes, how, what otherwise, and who says so. */
export interface RowFacts {
  id: string;
  name: string | undefined;
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
  rulings: ReadonlyArray<{ id: string; subject: string; ruling: string }>;
  /** The table and the line it stands in. */
  table: Place | undefined;
}

const targetsOf = (row: Row): string[] => {
  if (!('to' in row) || row.to === undefined) return row.into === undefined ? [] : [row.into];
  return Array.isArray(row.to) ? row.to : Object.keys(row.to);
};

const stepText = (step: NonNullable<Row['missing']>[number]): string => {
  const { how } = step;
  if (how === 'constant') return `${how} ${JSON.stringify(step.value)}`;
  if (how === 'same-as') return `${how} ${step.rows.join(', ')}`;
  if (how === 'look-up') return `${how} ${step.find} (${step.by})`;
  return `${how} ${step.from}`;
};

const letterRow = ({ row, place }: PlacedRow, tables: Tables): RowFacts => ({
  id: row.id,
  name: row.name,
  how: row.how,
  from: [[row.from ?? []].flat(), row.beside ?? []].flat(),
  to: targetsOf(row),
  value: row.how === 'constant' ? row.value : undefined,
  list: 'list' in row ? row.list : undefined,
  missing: (row.missing ?? []).map(stepText),
  reason: row.reason,
  rulings: tables.rulings.filter(({ id, rows }) => id === row.ruling || rows.includes(row.id)),
  table: place,
});

/** All segments that a message may have. */
const segmentsOf = ({ header, trailer, first, last, groups }: MessagePlan) => [
  header,
  first,
  ...groups.flatMap(({ segments }) => segments),
  last,
  trailer,
];

const segmentRow = ({ id, row, how, value, reason, leaves }: RowPlan, plan: MessagePlan): RowFacts => {
  const tag = segmentsOf(plan).find(({ rows }) => rows.some((one) => one.id === id))?.tag;
  const at = row.at === undefined ? [] : [`${tag ?? ''} ${row.at}`.trim()];
  const to = leaves.map(({ path }) => path);
  return {
    id,
    name: at[0] ?? to[0],
    how,
    from: at,
    to,
    value,
    list: 'list' in row ? row.list : undefined,
    missing: [],
    reason,
    rulings: [],
    table: undefined,
  };
};

/**
 * Finds what rows say, by their ids.
 *
 * @returns what is known of a row; undefined for an id that no table has
 */
export const rowFinder = (tables: Tables): ((id: string) => RowFacts | undefined) => {
  const pairs = [tables.withAttachments, tables.letter, tables.backWithAttachments, tables.back];
  return (id) => {
    for (const { rows } of pairs) {
      const placed = rows.find(({ row }) => row.id === id);
      if (placed !== undefined) return letterRow(placed, tables);
    }
    for (const plan of tables.edifact) {
      const row = plan.byId.get(id);
      if (row !== undefined) return segmentRow(row, plan);
    }
    return undefined;
  };
};
