import { Node } from '../../formats/fhir/node.js';
import { NONE, type Value, type Values } from './values.js';

/** Elements of which the type is part of the name in a message (valueString), and not in an expression (value). */
const CHOICES = new Set(['value', 'content', 'event', 'occurred', 'deceased', 'multipleBirth', 'author']);

const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;

/** A step from a value to the elements of a name in it. */
export interface Step {
  name: string;
  choice: boolean;
}

/** The same text as the name of a property: two of these are compared without a look at their characters. */
export const asName = (text: string): string => {
  const named = Object.create(null) as Record<string, true>;
  named[text] = true;
  return Object.keys(named)[0] as string;
};

export const stepTo = (name: string): Step => ({ name: asName(name), choice: CHOICES.has(name) });

const isChoice = (name: string, own: string): boolean => {
  if (!own.startsWith(name)) return false;
  const next = own.charCodeAt(name.length);
  return next >= CAPITAL_A && next <= CAPITAL_Z;
};

/** True if a step leads to an element. */
export const leadsTo = ({ name, choice }: Step, { name: own }: Node): boolean =>
  own === name || (choice && isChoice(name, own));

/** The elements that a step leads to. */
export const follow = (values: Values, step: Step): Values => {
  let found: Value[] | undefined;
  for (const value of values) {
    if (!(value instanceof Node) || value.children === undefined) continue;
    for (const child of value.children) {
      if (!leadsTo(step, child)) continue;
      if (found === undefined) found = [child];
      else found.push(child);
    }
  }
  return found ?? NONE;
};

/** The elements that steps lead to, one after the other. */
export const followAll = (values: Values, steps: readonly Step[]): Values => {
  let found = values;
  for (const step of steps) {
    found = follow(found, step);
    if (found.length === 0) return NONE;
  }
  return found;
};

/** True if steps lead to any element, from one of them on. */
export const reaches = (value: Value, steps: readonly Step[], from = 0): boolean => {
  if (!(value instanceof Node) || value.children === undefined) return false;
  const step = steps[from] as Step;
  for (const child of value.children)
    if (leadsTo(step, child) && (from + 1 === steps.length || reaches(child, steps, from + 1))) return true;
  return false;
};
