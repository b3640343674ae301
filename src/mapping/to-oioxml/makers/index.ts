import { copy } from '../../makers/copy.js';
import type { Context, Maker, Rule } from '../../rule.js';
import type { Tables } from '../../tables.js';
import { choose, firstFit } from './choices.js';
import { compose } from './compose.js';
import { heading } from './heading.js';
import { fitting, split } from './length.js';
import { danishTime, list, size, uuidColumns } from './values.js';

/** Characters that the element of a row holds. */
export type Longest = (rule: Rule) => number;

/** The makers that only rows to letters have. */
export const toOioxmlMaker =
  (tables: Tables, longest: Longest) =>
  (rule: Rule, context: Context): Maker | undefined => {
    const { row } = rule;
    switch (row.how) {
      case 'danish-time':
        return danishTime(rule);
      case 'list':
        return list(rule, row);
      case 'uuid-digits':
        return uuidColumns(rule, row);
      case 'size':
        return size(rule);
      case 'first-fit':
        return firstFit(rule, row, context);
      case 'choose':
        return choose(rule, row, context, longest(rule));
      case 'heading':
        return heading(rule, row, context);
      case 'compose':
        return compose(rule, tables.composition, tables.message, context);
      case 'split':
        return copy(rule, row);
      default:
        return undefined;
    }
  };

/** What is done to a value once it is made: it is split over several elements, or made to fit into one. */
export const finished = (rule: Rule, maker: Maker, longest: Longest): Maker => {
  const { row } = rule;
  if (row.how === 'split') return split(rule, row, maker, longest(rule));
  return fitting(rule, maker, longest(rule), row.long);
};
