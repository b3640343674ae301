import { copenhagenInstant } from '../copenhagen.js';
import { type Maker, made, type Rule } from '../rule.js';

/** A date and the time joined to it, Danish local time, with the offset of that day. Rules: conversion rules 13. */
export const localTime = (rule: Rule): Maker => {
  const { source, row } = rule;
  return (run) => {
    const date = source?.one(run);
    const time = rule.joined[0]?.value(run);
    if (date === undefined || time === undefined) return undefined;
    const { text, oddity } = copenhagenInstant(date.text, String(time.value));
    if (oddity !== undefined) run.tell(date, oddity === 'twice' ? 'MAP018' : 'MAP019', {}, { rule: row.id });
    return { ...made(row, 'local-time', text, date), parts: [time] };
  };
};
