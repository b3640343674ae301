import type { Context, Maker, Rule } from '../rule.js';
import { steps } from '../steps.js';
import { codeListValue } from './code-list.js';
import { constant, copy, join } from './copy.js';
import { generate } from './generate.js';
import { identifier } from './identifier.js';
import { localTime } from './local-time.js';
import { lookUp } from './look-up.js';
import { object } from './object.js';
import { sameAs } from './same-as.js';
import { formattedText } from './text.js';
import { uuid } from './uuid.js';

const none: Maker = () => undefined;

const own = (rule: Rule, context: Context): Maker => {
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
    case 'local-time':
      return localTime(rule);
    case 'uuid':
      return uuid(rule, row);
    case 'code-list':
      return codeListValue(rule, context.codeList(row.list, rule.placed), row.column);
    case 'identifier':
      return identifier(rule, row, context);
    case 'look-up':
      return lookUp(rule, row, context);
    case 'generate':
      return generate(rule, row);
    case 'formatted-text':
      return formattedText(rule, row, context);
    case 'object':
      return object(rule);
    case 'same-as':
      return sameAs(rule, row.rows, context);
    case 'fixed':
    case 'drop':
    case 'bundle':
    case 'none':
      return none;
  }
};

/** The maker of a row: what its `how` says, then the steps that stand in for a missing value. */
export const makers = (rule: Rule, context: Context): Maker => {
  const first = own(rule, context);
  const rest = (rule.row.missing ?? []).map((step) => steps(rule, step, context));
  if (rest.length === 0) return first;
  return (run) => {
    let value = first(run);
    for (let i = 0; value === undefined && i < rest.length; i++) value = rest[i]?.(run);
    return value;
  };
};
