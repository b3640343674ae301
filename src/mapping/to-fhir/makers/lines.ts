import { plainText } from '../../../formats/oioxml/formatted-text.js';
import type { Element } from '../../../formats/xml/element.js';
import { Made } from '../../made.js';
import type { Maker, Rule } from '../../rule.js';

/** A text with Breaks as lines; a blank one counts as none. */
export const lines =
  (rule: Rule): Maker =>
  (run) => {
    const element = rule.source?.one(run) as Element | undefined;
    if (element === undefined) return undefined;
    const { text } = plainText(element);
    return text.trim() === '' ? undefined : Made.from(rule, 'lines', text, element);
  };
