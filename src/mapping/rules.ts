import type { CodeList } from './code-list.js';
import { makers } from './makers/index.js';
import type { AttachmentKind } from './notation.js';
import type { Context, Maker, Rule } from './rule.js';
import type { Source } from './source.js';
import { type PairTable, type PlacedRow, rejectRow } from './tables.js';

const memoized = (
  maker: Maker,
  index: number,
  perItem: boolean,
  kinds: AttachmentKind[] | undefined,
): Maker => {
  if (perItem) {
    return (run) => {
      const { item } = run;
      if (item === undefined || (kinds !== undefined && !kinds.includes(item.kind))) return undefined;
      let value = item.memo[index];
      if (value === undefined) {
        value = maker(run) ?? null;
        item.memo[index] = value;
      }
      return value ?? undefined;
    };
  }
  return (run) => {
    let value = run.memo[index];
    if (value === undefined) {
      value = maker(run) ?? null;
      run.memo[index] = value;
    }
    return value ?? undefined;
  };
};

/**
 * Compiles the rows of a pair to rules.
 *
 * @param compileSource makes a source of a path; undefined for a path that does not exist
 * @throws DiagnosticError TAB003 for a row that names something that does not exist
 */
export const compileRules = (
  table: PairTable,
  compileSource: (path: string) => Source | undefined,
  codeLists: ReadonlyMap<string, CodeList>,
): Rule[] => {
  const compiled = new Map<PlacedRow, Rule>();
  const context: Context = {
    rule(id, asker) {
      const placed = table.byId.get(id);
      if (placed === undefined)
        return rejectRow(asker, `there is no row ${id}`, 'Correct the id, or add the row.');
      return () => compiled.get(placed) as Rule;
    },
    source: (path, asker) =>
      compileSource(path) ??
      rejectRow(
        asker,
        `the schema has no element ${path}`,
        'Paths of letters are those of mappings/schemas, XBIN01: before those of the binary letter; others are of FHIR.',
      ),
    codeList: (id, asker) =>
      codeLists.get(id) ??
      rejectRow(asker, `there is no code list ${id}`, 'Code lists are in mappings/code-lists.'),
  };
  for (const [index, placed] of table.rows.entries()) {
    const { row } = placed;
    const source = row.from === undefined ? undefined : context.source(row.from, placed);
    const beside = row.beside === undefined ? undefined : context.source(row.beside, placed);
    const { id, reason } = row;
    const rule: Rule = { id, reason, row, placed, source, beside, value: () => undefined, joined: [] };
    // A row whose value is that of others depends on the reference in hand as they do; they remember it.
    const maker = makers(rule, context);
    const perItem = row.for !== undefined || source?.perItem === true;
    rule.value =
      row.how === 'same-as' && row.for === undefined ? maker : memoized(maker, index, perItem, row.for);
    compiled.set(placed, rule);
  }
  for (const rule of compiled.values()) {
    if (rule.row.how === 'joined') context.rule(rule.row.into, rule.placed)().joined.push(rule);
  }
  return [...compiled.values()];
};
