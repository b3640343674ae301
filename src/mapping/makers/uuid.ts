import { phrase } from '../../diagnostics/phrase.js';
import { derivedUuid } from '../ids.js';
import { Made } from '../made.js';
import type { Maker, Rule } from '../rule.js';

const UUID =
  /^\s*(?:urn:uuid:)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\s*$/i;

/** The 32 hexadecimal digits of a UUID, with or without prefix and hyphens; undefined if the value is none. */
export const uuidDigits = (value: string): string | undefined => {
  const parts = UUID.exec(value);
  return parts === null ? undefined : parts.slice(1).join('').toLowerCase();
};

/** A UUID without prefix and hyphens, in the letter case it has; any other value as it is. */
export const bareUuid = (value: string): string =>
  uuidDigits(value) === undefined ? value : value.trim().replace(/^urn:uuid:|-/gi, '');

/** A UUID with its hyphens. */
export const hyphenated = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;

/** A UUID in FHIR's form. A value that is none is copied, or a UUID is derived from it. Rules: rulings D6, D7. */
export const uuid = (
  rule: Rule,
  { prefix = '', otherwise }: { prefix?: string | undefined; otherwise: 'copy' | 'derive' },
): Maker => {
  const { source } = rule;
  return (run) => {
    const element = source?.one(run);
    if (element === undefined) return undefined;
    const { item } = run;
    const blank = element.text.trim() === '';
    // A payload needs an id of its own, also where its reference names nothing, or what another names, too.
    if (item !== undefined && (blank || item.repeated)) {
      return Made.by(rule, 'generate', prefix + run.ids.make(`object ${item.number}`, false), element);
    }
    if (blank) return undefined;
    const digits = uuidDigits(element.text);
    if (digits !== undefined) return Made.from(rule, 'uuid', prefix + hyphenated(digits), element);
    const what = otherwise === 'copy' ? 'uuid-copied' : 'uuid-derived';
    run.tell(element, 'MAP014', { what: phrase(what) }, { rule: rule.id });
    const value =
      otherwise === 'copy' ? element.text : prefix + derivedUuid(element.text.trim().toLowerCase());
    return Made.from(rule, 'uuid', value, element);
  };
};
