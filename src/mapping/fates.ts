import type { Origin } from '../formats/origin.js';
import type { Fate } from './ledger.js';
import type { Row } from './notation.js';

/** What a row says of its source when it made no value of it. */
export const ownFate = (row: Row): Fate | undefined => {
  if (row.how === 'drop') return { status: 'dropped', row: row.id, reason: row.reason };
  if (row.how === 'use') return { status: 'used', row: row.id, reason: row.reason };
  return row.lost === undefined ? undefined : { status: 'dropped', row: row.id, reason: row.lost };
};

/** What a row says of a placeholder. */
export const placeholderFate = ({ id, except = [] }: Row): ((origin: Origin) => Fate | undefined) => {
  const placeholder: Fate = { status: 'dropped', row: id, reason: 'a placeholder that says nothing' };
  return (origin) => (except.includes(origin.text.trim()) ? placeholder : undefined);
};
