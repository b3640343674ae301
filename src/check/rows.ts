import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import { listedTables, ownRows, pairsOf } from '../mapping/listed.js';
import type { PlacedRow, Tables } from '../mapping/tables.js';
import type { LocateIn } from './sources.js';

/** The directory tells of an organisation without a SOR id itself (SOR001). */
const TOLD = 'sorId';

/** Values from the directory with nothing behind them. Rules: a look-up needs a rule for a miss. */
const unhandledMiss = ({ row, place }: PlacedRow): Diagnostic[] => {
  const last = row.missing?.at(-1) ?? row;
  return last.how === 'look-up' && last.find !== TOLD
    ? [diagnostic('TAB008', place, { row: row.id, find: last.find })]
    : [];
};

/** Ids that stand in two tables; one that is twice in a table is refused when it is loaded. */
const repeatedIds = (tables: Tables): Diagnostic[] => {
  const seen = new Map<string, string>();
  return listedTables(tables).flatMap(({ name, rows }) =>
    rows.flatMap(({ id, place }) => {
      const other = seen.get(id);
      seen.set(id, name);
      return other === undefined || other === name ? [] : [diagnostic('TAB010', place, { row: id, other })];
    }),
  );
};

const RULINGS = 'rulings.yaml';

/** Rows name rulings, and rulings rows. */
const strayRulings = (tables: Tables, locate: LocateIn): Diagnostic[] => {
  const rulings = new Set(tables.rulings.map(({ id }) => id));
  const rows = new Set(listedTables(tables).flatMap((table) => table.rows.map(({ id }) => id)));
  const named = pairsOf(tables)
    .flatMap(ownRows)
    .flatMap(({ row, place }) =>
      row.ruling === undefined || rulings.has(row.ruling)
        ? []
        : [
            diagnostic('TAB011', place, {
              what: phrase('a-row', { id: row.id }),
              thing: phrase('ruling'),
              id: row.ruling,
            }),
          ],
    );
  const naming = tables.rulings.flatMap(({ id, rows: of }, i) =>
    of
      .filter((row) => !rows.has(row))
      .map((row) =>
        diagnostic('TAB011', locate(RULINGS, [i, 'rows']), {
          what: phrase('a-ruling', { id }),
          thing: phrase('row'),
          id: row,
        }),
      ),
  );
  return [...named, ...naming];
};

/** What is wrong with rows beyond what loading them tells. */
export const rowFaults = (tables: Tables, locate: LocateIn): Diagnostic[] => [
  ...pairsOf(tables).flatMap(ownRows).flatMap(unhandledMiss),
  ...repeatedIds(tables),
  ...strayRulings(tables, locate),
];
