import { isGln } from '../../directory/gln.js';
import { Made } from '../made.js';
import type { Row } from '../notation.js';
import type { Maker, Rule } from '../rule.js';

/** The value as it stands. A blank one counts as none, and so does one of `except`. */
export const copy = (rule: Rule, row: Row): Maker => {
  const { source } = rule;
  if (source === undefined) return () => undefined;
  const prefix = row.how === 'copy' ? (row.prefix ?? '') : '';
  const { except = [] } = row;
  const check = row.how === 'copy' ? row.check : undefined;
  const must = row.how === 'copy' && row.must !== undefined ? new RegExp(row.must, 'u') : undefined;
  const form = row.how === 'copy' && row.form !== undefined ? new RegExp(row.form, 'u') : undefined;
  const without = row.how === 'copy' ? row.without : undefined;
  const { how } = row;
  return (run) => {
    const element = source.one(run);
    if (element === undefined) return undefined;
    const { text } = element;
    const value = text.trim();
    if (value === '' || except.includes(value)) return undefined;
    if (must !== undefined && !must.test(value)) {
      run.tell(element, 'MAP025', {}, { rule: rule.id });
      return undefined;
    }
    if (form !== undefined && !form.test(text)) run.tell(element, 'MAP013', {}, { rule: rule.id });
    if (check === 'gln' && !isGln(text)) run.tell(element, 'MAP012', {}, { rule: rule.id });
    return Made.from(
      rule,
      how,
      prefix + (without === undefined ? text : text.replaceAll(without, '')),
      element,
    );
  };
};

/** Always the same value. An element that the row has as its source only decides that there is one. */
export const constant = (rule: Rule, row: Extract<Row, { how: 'constant' }>): Maker => {
  const { source } = rule;
  if (source === undefined) {
    const value = Made.by(rule, 'constant', row.value);
    return () => value;
  }
  const { value } = row;
  return (run) => Made.by(rule, 'constant', value, source.one(run));
};

/** Its own value and those joined into it, with a separator between those that are there. */
export const join = (rule: Rule, row: Extract<Row, { how: 'join' }>): Maker => {
  const own = copy(rule, row);
  return (run) => {
    const parts: Made[] = [];
    for (const make of [own, ...rule.joined.map((joined) => joined.value)]) {
      const part = make(run);
      if (part !== undefined) parts.push(part);
    }
    if (parts.length === 0) return undefined;
    const value = parts.map((part) => part.value).join(row.separator);
    return Made.of(rule, 'join', value, parts);
  };
};
