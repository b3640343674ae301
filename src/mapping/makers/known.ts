import { Made } from '../made.js';
import type { Row } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';

/**
 * What is known of the message that a receipt answers, as it is or looked up in a code list; what is needed and not known
 * is told. An element that the row has as its source led to it, and is not in it. Rules: conversion rules 8.
 */
export const known = (rule: Rule, row: Extract<Row, { how: 'known' }>, context: Context): Maker => {
  const { find, prefix = '', column } = row;
  const list = row.list === undefined ? undefined : context.codeList(row.list, rule.placed);
  return (run) => {
    const told = run.known(find);
    if (told === undefined) {
      if (row.needed === true) {
        // Of a message that is faulty itself, a refusal that lacks something is better than none.
        const severity = run.known('refusal.instant') === undefined ? 'error' : 'warning';
        run.tell(run.top, 'REC008', { name: row.name }, { rule: rule.id, severity });
      }
      return undefined;
    }
    const value = list === undefined ? told : list.get(told)?.[column ?? list.table.key];
    return value === undefined ? undefined : Made.by(rule, 'known', prefix + value, rule.source?.one(run));
  };
};
