import type { Origin } from '../../../formats/origin.js';
import { Made } from '../../made.js';
import type { Choice, Row } from '../../notation.js';
import type { Context, Maker, Rule } from '../../rule.js';
import type { Run } from '../../run.js';

const ANY = '*';
const NONE = '-';

/** The first line of a code list of which every column fits the value there. Rules: conversion rules 10. */
export const firstFit = (rule: Rule, row: Extract<Row, { how: 'first-fit' }>, context: Context): Maker => {
  const { codes } = context.codeList(row.list, rule.placed).table;
  const columns = Object.entries(row.by).map(([name, path]) => ({
    name,
    source: context.source(path, rule.placed),
  }));
  const told = context.code(row.tell, rule.placed);
  const fits = (wanted: string | undefined, value: string): boolean => {
    if (wanted === undefined) return true;
    if (wanted === ANY) return value !== '';
    return wanted === NONE ? value === '' : wanted === value;
  };
  return (run) => {
    const found = columns.map(({ name, source }) => {
      const origin = source.one(run);
      return { name, origin, value: origin?.text.trim() ?? '' };
    });
    const origins = found.map(({ origin }) => origin);
    const code = codes.find((one) => found.every(({ name, value }) => fits(one[name], value)));
    if (code === undefined) {
      const at = origins.find((origin) => origin !== undefined) ?? run.top;
      run.tell(at, told, { value: row.otherwise }, { rule: rule.id });
    }
    return Made.by(rule, 'first-fit', code?.[row.column] ?? row.otherwise, ...origins);
  };
};

/**
 * The first of several values that is there and fits into its element, with the code that says what it is. A list may
 * name a code that goes before the others. Rules: ruling D12; conversion rules 14.3.
 *
 * @param longest characters that the element holds
 */
export const choose = (
  rule: Rule,
  row: Extract<Row, { how: 'choose' }>,
  context: Context,
  longest: number,
): Maker => {
  const { prefer } = row;
  const list = prefer && context.codeList(prefer.list, rule.placed);
  const asker = prefer && context.rule(prefer.by, rule.placed);
  const wanted = (run: Run): string | undefined => {
    const key = asker?.().value(run)?.value;
    return typeof key === 'string' ? list?.get(key)?.code : undefined;
  };
  const options = row.choices.map((choice) => ({ choice, make: option(rule, choice, context, longest) }));
  return (run) => {
    const code = wanted(run);
    const order =
      code === undefined
        ? options
        : [...options].sort((a, b) => Number(b.choice.code === code) - Number(a.choice.code === code));
    for (const { choice, make } of order) {
      if ('asked' in choice && choice.asked && choice.code !== code) continue;
      const made = make(run);
      if (made !== undefined) return made;
    }
    return undefined;
  };
};

const option = (rule: Rule, choice: Choice, context: Context, longest: number): Maker => {
  const { code } = choice;
  if ('find' in choice) {
    const gln = context.rule(choice.by, rule.placed);
    return (run) => {
      const origin = gln().source?.one(run);
      const value = origin && run.organisation(origin, rule.id, false)?.[choice.find];
      if (value === undefined || value === '' || value.length > longest) return undefined;
      return Made.by(rule, 'look-up', { value, code }, origin);
    };
  }
  const source = context.source(choice.from, rule.placed);
  const told = choice.tell === undefined ? undefined : context.code(choice.tell, rule.placed);
  return (run) => {
    const origin: Origin | undefined = source.one(run);
    const value = origin?.text.trim() ?? '';
    if (origin === undefined || value === '' || value.length > longest) return undefined;
    if (told !== undefined) run.tell(origin, told, {}, { rule: rule.id });
    return Made.from(rule, 'choose', { value, code }, origin);
  };
};
