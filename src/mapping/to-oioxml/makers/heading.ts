import { Made } from '../../made.js';
import type { Row } from '../../notation.js';
import type { Context, Maker, Rule } from '../../rule.js';

/**
 * The name of a code, and what is joined to it. A code of `unlessNamed` is not named where what is joined begins with a
 * name of the list already: a topic that came from a letter. Rules: ruling D11.
 */
export const heading = (rule: Rule, row: Extract<Row, { how: 'heading' }>, context: Context): Maker => {
  const list = context.codeList(row.list, rule.placed);
  const names = list.table.codes.flatMap((code) => code[row.column] ?? []);
  const told = context.code(row.tell, rule.placed);
  const toldNamed = context.code(row.told, rule.placed);
  const named = (text: string): boolean =>
    names.some((name) => text === name || text.startsWith(name + row.separator));
  return (run) => {
    const topic = rule.joined[0]?.value(run);
    const origin = rule.source?.one(run);
    const code = origin?.text.trim() ?? '';
    const name = list.get(code)?.[row.column];
    if (origin !== undefined && code !== '' && name === undefined) {
      run.tell(origin, told, {}, { rule: rule.id });
    }
    if (origin === undefined || name === undefined)
      return topic && Made.of(rule, 'heading', topic.value, [topic]);
    if (topic === undefined) return Made.from(rule, 'code-list', name, origin);
    const text = String(topic.value);
    if (row.unlessNamed.includes(code) && named(text)) {
      run.tell(origin, toldNamed, {}, { rule: rule.id });
      run.ledger.decide(origin, {
        status: 'used',
        row: rule.id,
        reason: 'the subject names a category already',
      });
      return Made.of(rule, 'heading', text, [topic]);
    }
    const category = Made.from(rule, 'code-list', name, origin);
    return Made.of(rule, 'heading', name + row.separator + text, [category, topic]);
  };
};
