import { firstCharacters, hasMore } from '../../../formats/characters.js';
import { Base64 } from '../../../formats/fhir/model.js';
import type { Origin } from '../../../formats/origin.js';
import { Made } from '../../made.js';
import type { Row } from '../../notation.js';
import type { Maker, Rule } from '../../rule.js';
import { type MessageRun, messageRun } from '../message-run.js';

const head = (text: string, most: number): string => firstCharacters(text, most).trimEnd();

/** The elements that a value was made of. */
const originsOf = (made: Made): Origin[] => [...made.origins, ...made.parts.flatMap(originsOf)];

/** The element that a row fills, for people. */
const targetOf = ({ row }: Rule): string => {
  const to = 'to' in row ? row.to : undefined;
  return (Array.isArray(to) ? to[0] : Object.keys(to ?? {})[0]) ?? '';
};

/** Tells that a value was cut, and notes which of the elements it was made of are not whole. */
const tellCut = (run: MessageRun, rule: Rule, made: Made, kept: string, most: number): void => {
  run.cut.set(rule.id, made);
  const [first = run.top] = originsOf(made);
  run.tell(first, 'MAP030', { target: targetOf(rule), most }, { rule: rule.id });
  for (const part of made.parts.length > 0 ? made.parts : [made]) {
    if (kept.includes(String(part.value))) continue;
    for (const origin of originsOf(part))
      if (!kept.includes(origin.text.trim()))
        run.ledger.lostPart(origin, rule.id, `cut at ${most} characters`);
  }
};

/**
 * What becomes of a value that is too long for its element: it is cut, or left out; the full value is kept for the text.
 * Rules: conversion rules 14.3.
 */
export const fitting = (rule: Rule, maker: Maker, most: number, long: Row['long']): Maker => {
  if (long === undefined) return maker;
  return (run) => {
    const made = maker(run);
    if (made === undefined || made.value instanceof Base64) return made;
    const text = typeof made.value === 'string' ? made.value : (Object.values(made.value)[0] ?? '');
    if (!hasMore(text, most)) return made;
    const own = messageRun(run);
    if (long === 'cut') {
      const kept = head(text, most);
      tellCut(own, rule, made, kept, most);
      return Made.of(rule, 'cut', kept, [made]);
    }
    own.cut.set(rule.id, made);
    const [origin = run.top] = originsOf(made);
    run.tell(origin, 'MAP039', { target: targetOf(rule), most }, { rule: rule.id });
    return undefined;
  };
};

/** Where to cut a text that does not fit: at the last separator, else at the last blank, else anywhere. */
const cutAt = (text: string, most: number, separator: string | undefined): [string, string] => {
  const separated = separator === undefined ? -1 : text.lastIndexOf(separator, most);
  if (separator !== undefined && separated > 0)
    return [text.slice(0, separated), text.slice(separated + separator.length)];
  const blank = text.lastIndexOf(' ', most);
  if (blank > 0) return [text.slice(0, blank), text.slice(blank + 1)];
  const start = head(text, most);
  return [start, text.slice(start.length)];
};

const LEADING = /^[ ,]+/;

/** A text without blanks and commas at its end. A pattern would begin anew at each of those that stand within it. */
const withoutTrailing = (text: string): string => {
  let end = text.length;
  while (end > 0 && ' ,'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
};

/** Fills fields in turn. */
const fill = (text: string, fields: number, most: number, separator?: string): string[] => {
  const filled: string[] = [];
  let rest = text.trim();
  for (let i = 0; i < fields && rest !== ''; i++) {
    if (!hasMore(rest, most)) {
      filled.push(rest);
      return filled;
    }
    const [field, after] = cutAt(rest, most, separator);
    // Joined again, there is a separator where the name was divided.
    filled.push(withoutTrailing(field));
    rest = after.replace(LEADING, '');
  }
  return rest === '' ? filled : [...filled, rest];
};

/** Commas with blanks or other commas beside them as one separator: such a name is divided the same way again. */
const tidy = (name: string): string =>
  withoutTrailing(name.replace(/(?:\s,|,\s|,,)[\s,]*/g, ', ')).replace(LEADING, '') || name.trim();

/** The parts of a name between separators, without blanks around them. */
const partsOf = (name: string, separator: string): string[] => {
  if (!name.includes(separator)) return [name.trim()];
  const parts = name
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? [name.trim()] : parts;
};

/** Fields filled in turn, at separators if that is enough. */
const refill = (parts: readonly string[], fields: number, most: number, separator: string): string[] => {
  const whole = parts.join(separator);
  const separated = fill(whole, fields, most, separator);
  return separated.length <= fields ? separated : fill(whole, fields, most);
};

/** A name settles at once, or when blanks and commas have moved. */
const ENOUGH = 5;

/**
 * A name over several elements: each of its parts in one if they fit, otherwise the elements are filled in turn. Joined
 * again and divided again, the parts are the same: a name that goes back and forth does not change each time.
 *
 * @returns the parts; one more than there are fields if something is left over
 */
const distribute = (name: string, fields: number, most: number, separator: string): string[] => {
  const fits = (parts: readonly string[]): boolean =>
    parts.length <= fields && parts.every((part) => !hasMore(part, most));
  let parts = partsOf(tidy(name), separator);
  if (fits(parts)) return parts;
  const first = refill(parts, fields, most, separator);
  parts = first.slice(0, fields);
  for (let i = 0; i < ENOUGH; i++) {
    const again = partsOf(tidy(parts.join(separator)), separator);
    if (fits(again)) return [...again, ...first.slice(fields)];
    const filled = refill(again, fields, most, separator).slice(0, fields);
    if (filled.join('\n') === parts.join('\n')) break;
    parts = filled;
  }
  return [...parts, ...first.slice(fields)];
};

/** A name over the elements of a row, by column 0, 1, 2. Rules: ruling D21. */
export const split = (rule: Rule, row: Extract<Row, { how: 'split' }>, maker: Maker, most: number): Maker => {
  const fields = row.to.length;
  return (run) => {
    const made = maker(run);
    if (made === undefined) return undefined;
    const parts = distribute(String(made.value), fields, most, row.separator);
    const kept = parts.slice(0, fields);
    if (parts.length > fields) tellCut(messageRun(run), rule, made, kept.join(' '), fields * most);
    const columns = Object.fromEntries(kept.map((part, i) => [String(i), part]));
    return Made.of(rule, 'split', columns, [made]);
  };
};
