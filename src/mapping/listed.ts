import type { Place } from '../diagnostics/diagnostic.js';
import type { GroupTable, Row as SegmentRow } from './edifact/notation.js';
import type { PairTable, Tables } from './tables.js';

/** A row of any table, as lists of rows name it. */
export interface ListedRow {
  id: string;
  name: string;
  place: Place;
  /** Why no message can make it do something; undefined of a row that does something. */
  idle: string | undefined;
}

/** A table that has rows with ids, named as in mappings/. */
export interface ListedTable {
  name: string;
  rows: ListedRow[];
}

const EDIFACT = 'edifact/';
const INTERCHANGE = 'interchange';

/** The rows of a pair of messages that stand in its own table, without those it takes over. */
export const ownRows = ({ name, rows }: PairTable): PairTable['rows'] =>
  rows.filter(({ place }) => place.file === `${name}/rows.yaml`);

/** All pairs of messages, in the order in which they are told of. */
export const pairsOf = ({
  letter,
  withAttachments,
  back,
  backWithAttachments,
  receipts,
}: Tables): PairTable[] => [
  letter,
  withAttachments,
  back,
  backWithAttachments,
  receipts.toAcknowledgement,
  receipts.toReceipt,
];

/** The rows that text.yaml names: what it writes is due to them. */
const composingRows = (part: unknown): string[] => {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'row' in part && typeof part.row === 'string' ? [part.row] : [];
  return [...own, ...Object.values(part).flatMap(composingRows)];
};

const listedPair = (pair: PairTable, composing: ReadonlySet<string>): ListedTable => ({
  name: pair.name,
  rows: ownRows(pair).map(({ row, place }) => {
    const composes = composing.has(row.id) || composing.has(row.like ?? '');
    // A row without a `how` says that there is nothing on either side, unless text.yaml does it.
    const idle = row.how === 'none' && !composes ? row.reason : row.unexercised;
    return { id: row.id, name: row.name, place, idle };
  }),
});

/** A row of EDIFACT, with the segment it belongs to; constants belong to none. */
export interface SegmentRowOf {
  segment: string | undefined;
  group: GroupTable['name'] | undefined;
  row: SegmentRow;
}

/** The rows of each table of EDIFACT, in the order of the table. */
export const segmentRows = ({ edifactTables }: Tables): Array<{ name: string; rows: SegmentRowOf[] }> => {
  const { interchange, messages } = edifactTables;
  const around = [interchange.header, interchange.first, interchange.last, interchange.trailer];
  return [
    {
      name: INTERCHANGE,
      rows: [
        ...around.flatMap(({ segment, rows }) => rows.map((row) => ({ segment, group: undefined, row }))),
        { segment: undefined, group: undefined, row: interchange.local },
      ],
    },
    ...[...messages].map(([name, { constants, groups }]) => ({
      name,
      rows: [
        ...constants.map((row) => ({ segment: undefined, group: undefined, row })),
        ...groups.flatMap((group) =>
          group.segments.flatMap(({ segment, rows }) =>
            rows.map((row) => ({ segment, group: group.name, row })),
          ),
        ),
      ],
    })),
  ];
};

const segmentRowName = ({ segment, row }: SegmentRowOf): string => {
  const component = row.at === undefined ? '' : `.${row.at}`;
  const to = 'to' in row ? [row.to].flat() : [];
  return [segment === undefined ? '' : segment + component, ...to]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
};

/** Every table with rows, and every row in it once. */
export const listedTables = (tables: Tables): ListedTable[] => [
  ...pairsOf(tables).map((pair) => listedPair(pair, new Set(composingRows(tables.composition)))),
  ...segmentRows(tables).map(({ name, rows }) => ({
    name: EDIFACT + name,
    rows: rows.map((one) => ({
      id: one.row.id,
      name: segmentRowName(one),
      place: tables.edifactTables.place(name === INTERCHANGE ? undefined : name, one.row.id),
      idle: one.row.unexercised,
    })),
  })),
];
