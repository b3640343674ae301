import { plainText } from '../../../formats/oioxml/formatted-text.js';
import type { Element } from '../../../formats/xml/element.js';
import { Made } from '../../made.js';
import type { Row } from '../../notation.js';
import type { Context, Maker, Rule } from '../../rule.js';
import type { Run } from '../../run.js';

/** What rows put before or after the text; rows that are for references speak once for each. */
const around = (run: Run, rules: ReadonlyArray<() => Rule>): Made[] => {
  const found: Made[] = [];
  const add = (value: Made | undefined): void => {
    if (value !== undefined) found.push(value);
  };
  for (const rule of rules) {
    const { row } = rule();
    if (row.for === undefined) add(rule().value(run));
    else {
      for (const item of run.items) {
        run.item = item;
        add(rule().value(run));
      }
      run.item = undefined;
    }
  }
  return found;
};

/**
 * The plain text of all Text01 of the letter, with what other rows put around it. Where there is no text, another
 * row gives one instead. Rules: rulings D1, D5, D20, D33, D36; conversion rules 5 (order around the text).
 */
export const formattedText = (
  rule: Rule,
  row: Extract<Row, { how: 'formatted-text' }>,
  context: Context,
): Maker => {
  const { source } = rule;
  const before = row.before.map((id) => context.rule(id, rule.placed));
  const after = row.after.map((id) => context.rule(id, rule.placed));
  const separator = context.rule(row.separator, rule.placed);
  const instead = context.rule(row.instead, rule.placed);

  const texts = (run: Run): Made | undefined => {
    const elements = (source?.all(run) ?? []) as Element[];
    const blocks = elements.map((element) => {
      const { text, lost } = plainText(element);
      if (lost.length > 0) {
        run.tell(element, 'MAP021', { markup: lost.join(', ') }, { rule: rule.id });
        run.ledger.lostPart(element, rule.id, `markup ${lost.join(', ')}`);
      }
      return text;
    });
    const between = separator().value(run);
    if (between !== undefined && blocks.length > 1) run.ledger.tookPart(between.row);
    const text = blocks.join(String(between?.value ?? ''));
    return text.trim() === '' ? undefined : Made.from(rule, 'formatted-text', text, elements);
  };

  return (run) => {
    let text = texts(run);
    if (text === undefined) {
      run.tell(source?.one(run) ?? run.top, 'MAP011', {}, { rule: rule.id });
      text = instead().value(run);
    }
    const parts = [...around(run, before), ...(text === undefined ? [] : [text]), ...around(run, after)];
    return Made.of(rule, 'formatted-text', parts.map((part) => part.value).join(''), parts);
  };
};
