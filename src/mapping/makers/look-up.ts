import { Made } from '../made.js';
import type { Row, Step } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';

type LookUp = Extract<Row, { how: 'look-up' }> | Extract<Step, { how: 'look-up' }>;

/** A value from the directory, found by the GLN that another row reads. Rules: conversion rules 16. */
export const lookUp = (rule: Rule, row: LookUp, context: Context): Maker => {
  const { find } = row;
  const gln = context.rule(row.by, rule.placed);
  const prefix = 'prefix' in row ? (row.prefix ?? '') : '';
  return (run) => {
    const element = gln().source?.one(run);
    if (element === undefined) return undefined;
    const value = run.organisation(element, rule.id, find !== 'name')?.[find];
    if (value === undefined || value === '') return undefined;
    return Made.by(rule, 'look-up', prefix + value, element);
  };
};
