import { Made } from '../made.js';
import type { Row } from '../notation.js';
import type { Maker, Rule } from '../rule.js';

/**
 * An id of our own, or one for each column. An element that the row has as its source goes into the derivation, not
 * into the value.
 */
export const generate = (rule: Rule, row: Extract<Row, { how: 'generate' }>): Maker => {
  const { as, prefix = '', withEnvelope = false, to } = row;
  const perItem = row.for !== undefined;
  if (to !== undefined && !Array.isArray(to)) {
    const columns = Object.values(to);
    return (run) => {
      const ids = columns.map((column) => [column, run.ids.make(`${column} ${as}`, withEnvelope)]);
      return Made.by(rule, 'generate', Object.fromEntries(ids), rule.source?.one(run));
    };
  }
  return (run) => {
    const role = perItem && run.item !== undefined ? `${as} ${run.item.number}` : as;
    const id = run.ids.make(role, withEnvelope);
    return Made.by(rule, 'generate', prefix + id, rule.source?.one(run));
  };
};
