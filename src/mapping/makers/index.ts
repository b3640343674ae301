import type { Context, Maker, Rule } from '../rule.js';
import { steps } from '../steps.js';
import { codeListValue } from './code-list.js';
import { constant, copy, join } from './copy.js';
import { generate } from './generate.js';
import { known } from './known.js';
import { lookUp } from './look-up.js';
import { object } from './object.js';
import { sameAs } from './same-as.js';
import { uuid } from './uuid.js';

const none: Maker = () => undefined;

/** The makers that rows of both directions have. */
const shared = (rule: Rule, context: Context): Maker | undefined => {
  const { row } = rule;
  switch (row.how) {
    case 'copy':
      return copy(rule, row);
    case 'constant':
      return constant(rule, row);
    case 'join':
      return join(rule, row);
    case 'joined':
    case 'use':
      return copy(rule, row);
    case 'uuid':
      return uuid(rule, row);
    case 'code-list':
      return codeListValue(rule, row, context);
    case 'look-up':
      return lookUp(rule, row, context);
    case 'known':
      return known(rule, row, context);
    case 'generate':
      return generate(rule, row);
    case 'object':
      return object(rule);
    case 'same-as':
      return sameAs(rule, row.rows, context);
    case 'fixed':
    case 'drop':
    case 'bundle':
    case 'none':
      return none;
    default:
      return undefined;
  }
};

/** The maker of a row: what its `how` says, then the steps that stand in for a missing value. */
export const makers = (rule: Rule, context: Context): Maker => {
  const first = context.maker(rule) ?? shared(rule, context) ?? none;
  const rest = (rule.row.missing ?? []).map((step) => steps(rule, step, context));
  const others = (rule.row.unless ?? []).map((id) => context.rule(id, rule.placed));
  if (rest.length === 0 && others.length === 0) return first;
  return (run) => {
    if (others.some((other) => other().value(run) !== undefined)) return undefined;
    let value = first(run);
    for (let i = 0; value === undefined && i < rest.length; i++) value = rest[i]?.(run);
    return value;
  };
};
