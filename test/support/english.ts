import type { Diagnostic } from '../../src/index.js';

/** Words of English texts that no Danish text has. */
export const ENGLISH =
  /(?<![\p{L}-])(the|is|of|no|not|and|there|with|was|were|it|its|than|that|this|which|be|are|an|by|must|only|cannot|does|write|check|letter|character|digits)(?![\p{L}-])/iu;

/** Where a parser of XML or YAML may be quoted, or a type of message. */
const QUOTING = new Set(['OIO001', 'OIO002', 'VAN001', 'VAN002', 'FHIR001', 'FHIR002', 'EDI023', 'TAB001']);

/** A text without what it quotes of the document, or of a parser, which may be of any language. */
export const withoutQuoted = (text: string, { code, params = {} }: Diagnostic): string =>
  Object.values(params)
    .flatMap((value) => {
      if (typeof value === 'string') return value === '' ? [] : [value];
      return typeof value === 'object' && 'en' in value && QUOTING.has(code) ? [value.en] : [];
    })
    .reduce((left, value) => left.replaceAll(value, ''), text);
