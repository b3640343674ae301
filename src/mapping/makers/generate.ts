import type { Row } from '../notation.js';
import { type Maker, made, type Rule } from '../rule.js';

/** An id of our own. An element that the row has as its source goes into the derivation, not into the value. */
export const generate = (rule: Rule, row: Extract<Row, { how: 'generate' }>): Maker => {
  const prefix = row.prefix ?? '';
  return (run) => {
    const role = run.item === undefined || row.for === undefined ? row.as : `${row.as} ${run.item.number}`;
    const id = run.ids.uuid(role, row.withEnvelope === true);
    return { ...made(row, 'generate', prefix + id, rule.source?.one(run)), usedOnly: true };
  };
};
