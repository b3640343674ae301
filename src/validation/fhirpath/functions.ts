import { isGln } from '../../directory/gln.js';
import { Node } from '../../formats/fhir/node.js';
import type { Test } from './conditions.js';
import {
  condition,
  type Environment,
  type Evaluate,
  FALSE,
  NONE,
  oneText,
  TRUE,
  textOf,
  truth,
  type Value,
  type Values,
} from './values.js';

/** A function, made ready with what stands in its parentheses: expressions, and their texts where they are names. */
type Make = (args: readonly Evaluate[], names: readonly string[]) => Evaluate;

/** What each value gives, one after the other. */
const flat = (focus: Values, pick: (value: Value) => Values): Values => {
  if (focus.length === 0) return NONE;
  if (focus.length === 1) return pick(focus[0] as Value);
  const found: Value[] = [];
  for (const one of focus) for (const value of pick(one)) found.push(value);
  return found;
};

/** Of one text, with another: nothing without the first. */
const ofTexts =
  (compute: (text: string, other: string) => Values): Make =>
  ([argument]) =>
  (focus, self, environment) => {
    const text = oneText(focus);
    const other = argument && oneText(argument([self], self, environment));
    return text === undefined || other === undefined ? NONE : compute(text, other);
  };

const ofText =
  (compute: (text: string) => Values): Make =>
  () =>
  (focus) => {
    const text = oneText(focus);
    return text === undefined ? NONE : compute(text);
  };

const typeOf = (value: Value): string | undefined =>
  value instanceof Node ? value.exact('resourceType') : undefined;

const resolved = (value: Value, { resolve }: Environment): Values => {
  const reference = value instanceof Node && !value.hasValue ? value.exact('reference') : textOf(value);
  const found = reference === undefined ? undefined : resolve(reference);
  return found === undefined ? NONE : [found];
};

const extensionsOf = (value: Value, url: string): Values => {
  if (!(value instanceof Node) || value.children === undefined) return NONE;
  let found: Value[] | undefined;
  for (const child of value.children) {
    if (child.name !== 'extension' || child.one('url')?.text !== url) continue;
    if (found === undefined) found = [child];
    else found.push(child);
  }
  return found ?? NONE;
};

const lower = (value: Value): Values => {
  const text = textOf(value);
  return text === undefined ? NONE : [text.toLowerCase()];
};

const isCvr = (text: string): boolean =>
  /^\d{8}$/.test(text) &&
  [2, 7, 6, 5, 4, 3, 2, 1].reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11 === 0;

const memberOf: Make = ([argument]) => {
  return (focus, self, environment) => {
    const list = argument && oneText(argument([self], self, environment));
    const value = focus[0];
    if (list === undefined || value === undefined) return NONE;
    if (value instanceof Node && !value.hasValue)
      return truth(environment.hasCode(list, value.exact('code') ?? '', value.exact('system') ?? ''));
    return truth(environment.hasCode(list, textOf(value) ?? ''));
  };
};

/** The functions that are given what a value must meet, by name. */
export const CRITERIA: Readonly<Record<string, (meets: Test) => Evaluate>> = {
  exists: (meets) => (focus, _self, environment) => {
    for (const one of focus) if (meets(one, environment) === true) return TRUE;
    return FALSE;
  },
  all: (meets) => (focus, _self, environment) => {
    for (const one of focus) if (meets(one, environment) !== true) return FALSE;
    return TRUE;
  },
  where: (meets) => (focus, _self, environment) => {
    let found: Value[] | undefined;
    for (const one of focus) {
      if (meets(one, environment) !== true) continue;
      if (found === undefined) found = [one];
      else found.push(one);
    }
    return found ?? NONE;
  },
};

/** The functions that expressions may call, by name. FHIRPath's own, but isGln, isCvr. */
export const FUNCTIONS: Readonly<Record<string, Make>> = {
  exists: () => (focus) => truth(focus.length > 0),
  empty: () => (focus) => truth(focus.length === 0),
  not: () => (focus) => {
    const holds = condition(focus);
    return holds === undefined ? NONE : truth(!holds);
  },
  count: () => (focus) => [focus.length],
  first: () => (focus) => (focus.length > 1 ? focus.slice(0, 1) : focus),
  // Without a criterion, which nothing meets.
  all: () => (focus) => truth(focus.length === 0),
  where: () => () => NONE,
  select:
    ([projection]) =>
    (focus, _self, environment) =>
      flat(focus, (one) => projection?.([one], one, environment) ?? NONE),
  isDistinct: () => (focus) => truth(focus.length < 2 || new Set(focus.map(textOf)).size === focus.length),
  subsetOf:
    ([argument]) =>
    (focus, self, environment) => {
      const whole = new Set((argument?.([self], self, environment) ?? NONE).map(textOf));
      return truth(focus.every((one) => whole.has(textOf(one))));
    },
  intersect:
    ([argument]) =>
    (focus, self, environment) => {
      const others = new Set((argument?.([self], self, environment) ?? NONE).map(textOf));
      return focus.filter((one) => others.has(textOf(one)));
    },
  hasValue: () => (focus) => truth(focus.length === 1 && textOf(focus[0] as Value) !== undefined),
  length: ofText((text) => [text.length]),
  lower: () => (focus) => flat(focus, lower),
  startsWith: ofTexts((text, begin) => truth(text.startsWith(begin))),
  endsWith: ofTexts((text, end) => truth(text.endsWith(end))),
  contains: ofTexts((text, part) => truth(text.includes(part))),
  matches: ([argument]) => {
    let pattern: RegExp | undefined;
    return (focus, self, environment) => {
      const text = oneText(focus);
      if (text === undefined) return NONE;
      pattern ??= new RegExp((argument && oneText(argument([self], self, environment))) ?? '', 'us');
      return truth(pattern.test(text));
    };
  },
  ofType:
    (_args, [type]) =>
    (focus) =>
      focus.filter((one) => typeOf(one) === type),
  is:
    (_args, [type]) =>
    (focus) => {
      const one = focus[0];
      return one === undefined ? NONE : truth(typeOf(one) === type);
    },
  resolve: () => (focus, _self, environment) => flat(focus, (one) => resolved(one, environment)),
  extension:
    ([url]) =>
    (focus, self, environment) => {
      const text = (url && oneText(url([self], self, environment))) ?? '';
      return flat(focus, (one) => extensionsOf(one, text));
    },
  memberOf,
  conformsTo:
    ([profile]) =>
    (focus, self, environment) => {
      const name = (profile && oneText(profile([self], self, environment))) ?? '';
      return truth(focus.every((one) => one instanceof Node && environment.conforms(one, name)));
    },
  isGln: ofText((text) => truth(isGln(text))),
  isCvr: ofText((text) => truth(isCvr(text))),
};
