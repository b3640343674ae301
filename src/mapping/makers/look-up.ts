import { Made } from '../made.js';
import type { Row, Step } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';

type LookUp = Extract<Row, { how: 'look-up' }> | Extract<Step, { how: 'look-up' }>;

const GLN_PATHS = {
  sender: 'ClinicalEmail/Sender/EANIdentifier',
  receiver: 'ClinicalEmail/Receiver/EANIdentifier',
} as const;

/** A value from the directory, found by the GLN of a party. Rules: conversion rules 16. */
export const lookUp = (rule: Rule, row: LookUp, context: Context): Maker => {
  const { of, find } = row;
  const gln = context.source(GLN_PATHS[of], rule.placed);
  const prefix = 'prefix' in row ? (row.prefix ?? '') : '';
  return (run) => {
    const element = gln.one(run);
    const value = run.organisation(of, element)?.[find];
    if (value === undefined || value === '') return undefined;
    return Made.by(rule, 'look-up', prefix + value, element);
  };
};
