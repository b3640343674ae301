import type { Row, Step } from '../notation.js';
import { type Context, type Maker, made, type Rule } from '../rule.js';

type LookUp = Extract<Row, { how: 'look-up' }> | Extract<Step, { how: 'look-up' }>;

const GLN_PATHS = {
  sender: 'ClinicalEmail/Sender/EANIdentifier',
  receiver: 'ClinicalEmail/Receiver/EANIdentifier',
} as const;

/** A value from the directory, found by the GLN of a party. Rules: conversion rules 16. */
export const lookUp = (rule: Rule, row: LookUp, context: Context): Maker => {
  const gln = context.source(GLN_PATHS[row.of], rule.placed);
  const prefix = 'prefix' in row ? (row.prefix ?? '') : '';
  return (run) => {
    const element = gln.one(run);
    const value = run.organisation(row.of, element)?.[row.find];
    if (value === undefined || value === '') return undefined;
    return { ...made(rule.row, 'look-up', prefix + value, element), usedOnly: true };
  };
};
