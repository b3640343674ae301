import { copenhagenInstant } from '../../copenhagen.js';
import { Made } from '../../made.js';
import type { Maker, Rule } from '../../rule.js';

/** A date and the time joined to it, Danish local time, with the offset of that day. Rules: conversion rules 13. */
export const localTime = (rule: Rule): Maker => {
  const { source } = rule;
  return (run) => {
    const date = source?.one(run);
    const time = rule.joined[0]?.value(run);
    if (date === undefined || time === undefined) return undefined;
    const { text, oddity } = copenhagenInstant(date.text, String(time.value));
    if (oddity !== undefined)
      run.tell(time.origins[0] ?? date, oddity === 'twice' ? 'MAP018' : 'MAP019', {}, { rule: rule.id });
    return Made.of(rule, 'local-time', text, [time], date);
  };
};
