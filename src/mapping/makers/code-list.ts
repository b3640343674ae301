import type { Code } from '../../diagnostics/catalog.js';
import type { CodeList } from '../code-list.js';
import { Made } from '../made.js';
import type { Row } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';

/** A column of a code list, or all columns for targets that take one each. */
export const codeColumn = (rule: Rule, list: CodeList, column: string | undefined): Maker => {
  const { source } = rule;
  return (run) => {
    const element = source?.one(run);
    if (element === undefined) return undefined;
    const code = list.get(element.text);
    const value = column === undefined ? code : code?.[column];
    return value === undefined ? undefined : Made.from(rule, 'code-list', value, element);
  };
};

/**
 * A column of a code list. With `key`, the value is looked up in that column instead of the list's own, and the list's
 * own is what is written: the way back. A value that the list lacks is told with `tell`.
 */
export const codeListValue = (
  rule: Rule,
  row: Extract<Row, { how: 'code-list' }>,
  context: Context,
): Maker => {
  const list = context.codeList(row.list, rule.placed);
  const { key, tell, only } = row;
  if (key === undefined) return codeColumn(rule, list, row.column);
  const byKey = list.index(key);
  const column = row.column ?? list.table.key;
  const beside = only && { ...only, source: context.source(only.from, rule.placed) };
  const told = tell && context.code(tell, rule.placed);
  const toldBeside = only && context.code(only.tell, rule.placed);
  return (run) => {
    const element = rule.source?.one(run);
    const text = element?.text.trim() ?? '';
    if (element === undefined || text === '') return undefined;
    const value = byKey.get(text)?.[column];
    if (value === undefined) {
      if (told) run.tell(element, told as Code, {}, { rule: rule.id });
      return undefined;
    }
    if (beside && toldBeside && beside.source.one(run)?.text.trim() !== beside.is)
      run.tell(element, toldBeside as Code, {}, { rule: rule.id });
    return Made.from(rule, 'code-list', value, element);
  };
};
