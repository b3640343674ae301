import type { Context, Maker, Rule } from '../../rule.js';
import { identifier } from './identifier.js';
import { lines } from './lines.js';
import { localTime } from './local-time.js';
import { formattedText } from './text.js';

/** The makers that only rows to FHIR have. */
export const toFhirMaker = (rule: Rule, context: Context): Maker | undefined => {
  const { row } = rule;
  switch (row.how) {
    case 'identifier':
      return identifier(rule, row, context);
    case 'formatted-text':
      return formattedText(rule, row, context);
    case 'lines':
      return lines(rule);
    case 'local-time':
      return localTime(rule);
    default:
      return undefined;
  }
};
