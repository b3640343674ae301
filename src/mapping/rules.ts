import { type Code, catalog } from '../diagnostics/catalog.js';
import { phrase } from '../diagnostics/phrase.js';
import type { CodeList } from './code-list.js';
import { makers } from './makers/index.js';
import type { ItemKind } from './notation.js';
import type { Context, Direction, Maker, Rule } from './rule.js';
import { firstOf } from './source.js';
import { type PairTable, type PlacedRow, rejectRow } from './tables.js';

const memoized = (maker: Maker, index: number, perItem: boolean, kinds: ItemKind[] | undefined): Maker => {
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
 * @param direction what is particular to the direction of these rows
 * @throws DiagnosticError TAB003 for a row that names something that does not exist
 */
export const compileRules = (
  table: PairTable,
  direction: Direction,
  codeLists: ReadonlyMap<string, CodeList>,
): Rule[] => {
  const compiled = new Map<PlacedRow, Rule>();
  const context: Context = {
    rule(id, asker) {
      const placed = table.byId.get(id);
      if (placed === undefined) return rejectRow(asker, phrase('no-row', { id }), phrase('no-row-hint'));
      return () => compiled.get(placed) as Rule;
    },
    source: (path, asker) =>
      direction.source(path) ?? rejectRow(asker, phrase('no-element', { path }), phrase('source-hint')),
    codeList: (id, asker) =>
      codeLists.get(id) ?? rejectRow(asker, phrase('no-code-list', { id }), phrase('code-list-hint')),
    code: (code, asker) =>
      code in catalog
        ? (code as Code)
        : rejectRow(asker, phrase('no-diagnostic', { code }), phrase('no-diagnostic-hint')),
    maker: (rule) => direction.maker(rule, context),
  };
  for (const [index, placed] of table.rows.entries()) {
    const { row } = placed;
    const sources = [row.from ?? []].flat().map((path) => context.source(path, placed));
    const source = sources.length > 1 ? firstOf(sources) : sources[0];
    const beside =
      row.beside === undefined || direction.beside === 'target'
        ? undefined
        : context.source(row.beside, placed);
    const { id, reason } = row;
    const rule: Rule = { id, reason, row, placed, source, beside, value: () => undefined, joined: [] };
    // A row whose value is that of others depends on the reference in hand as they do; they remember it.
    const own = makers(rule, context);
    const maker = direction.finished?.(rule, own) ?? own;
    const perItem = row.for !== undefined || source?.perItem === true;
    rule.value =
      row.how === 'same-as' && row.for === undefined ? maker : memoized(maker, index, perItem, row.for);
    compiled.set(placed, rule);
  }
  for (const rule of compiled.values()) {
    if (rule.row.into !== undefined) context.rule(rule.row.into, rule.placed)().joined.push(rule);
  }
  return [...compiled.values()];
};
