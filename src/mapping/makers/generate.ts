import { Made } from '../made.js';
import type { Row } from '../notation.js';
import type { Maker, Rule } from '../rule.js';

/** An id of our own. An element that the row has as its source goes into the derivation, not into the value. */
export const generate = (rule: Rule, row: Extract<Row, { how: 'generate' }>): Maker => {
  const { as, prefix = '', withEnvelope = false } = row;
  const perItem = row.for !== undefined;
  return (run) => {
    const role = perItem && run.item !== undefined ? `${as} ${run.item.number}` : as;
    const id = run.ids.uuid(role, withEnvelope);
    return Made.by(rule, 'generate', prefix + id, rule.source?.one(run));
  };
};
