import { Made } from '../made.js';
import type { Context, Maker, Rule } from '../rule.js';

/** The value of the first of several rows that has one. */
export const sameAs = (rule: Rule, ids: readonly string[], context: Context): Maker => {
  const rules = ids.map((id) => context.rule(id, rule.placed));
  return (run) => {
    for (const other of rules) {
      const value = other().value(run);
      if (value !== undefined) {
        return Made.of(rule, 'same-as', value.value, [value]);
      }
    }
    return undefined;
  };
};
