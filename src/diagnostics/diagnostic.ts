import { type Code, catalog, danish } from './catalog.js';
import type { Entry, Severity, Text } from './entry.js';
import type { Language } from './language.js';
import { type Params, type Phrase, phraseText } from './phrase.js';

export type { Severity } from './entry.js';
export type { Params } from './phrase.js';

/** Where a diagnostic, or a value, stands. Lines and columns count from 1, in characters. */
export interface Place {
  /** Name of the input as the user gave it. */
  file?: string;
  /** What the document was taken out of; lines, columns and bytes are then those of the document, not of the file. */
  inside?: string;
  line?: number;
  column?: number;
  /** Path of the element, below the root (`ClinicalEmail/Letter/Identifier`), or a FHIR path. */
  path?: string;
  /** JSON pointer of the element, of an input in JSON. */
  pointer?: string;
  /** In EDIFACT: number of the segment in its message (UNH is 1), its component (`NAD.2.1`), and the byte, from 0. */
  segment?: number;
  component?: string;
  byte?: number;
}

/** What a place is in its format: the component with the number of its segment (`7:NAD.2.1`), the path, or both. */
export const positionOf = ({ segment, component, path }: Place): string => {
  const number = segment === undefined ? '' : `${segment}:`;
  const position = component === undefined ? '' : `${number}${component}`;
  return [position, path ?? ''].filter((part) => part !== '').join(' ');
};

/** The one type in which everything that is worth telling is told. */
export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** What is wrong, without any value that could be personal data. */
  message: string;
  /** How to mend it. */
  hint: string;
  place: Place;
  /** The mapping row, ruling or section of the rules that says so. */
  rule?: string;
  /** What its texts name, so that it can be told in any language (`toldIn`). */
  params?: Params;
}

/** A diagnostic as it is shown. */
export type Told = Omit<Diagnostic, 'params'>;

/** The texts of a code in a language, with their placeholders. */
export const textOf = (code: Code, lang: Language): Text => (lang === 'da' ? danish[code] : catalog[code]);

/** A value as it stands in the texts of a language. */
export const wordsOf = (value: string | number | Phrase, lang: Language): string => {
  if (typeof value !== 'object') return String(value);
  if ('phrase' in value) return fill(phraseText(value.phrase, lang), value.params ?? {}, lang);
  if ('en' in value) return value[lang];
  const { params = {} } = value;
  if ('hintOf' in value) return fill(textOf(value.hintOf, lang).hint, params, lang);
  return fill(textOf(value.message, lang).message, params, lang);
};

const fill = (template: string, params: Params, lang: Language): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => wordsOf(params[name] ?? '', lang));

/**
 * Makes a diagnostic from the catalog, with its English texts.
 *
 * @param code a code of the catalog
 * @param place where it happened
 * @param params the values its text names
 * @param over a rule, or a severity other than the catalog's (as `--sor-missing=warn` does)
 */
export const diagnostic = (
  code: Code,
  place: Place,
  params: Params = {},
  over: { rule?: string; severity?: Severity } = {},
): Diagnostic => {
  const entry: Entry = catalog[code];
  const rule = over.rule ?? entry.rule;
  return {
    code,
    severity: over.severity ?? entry.severity,
    message: fill(entry.message, params, 'en'),
    hint: fill(entry.hint, params, 'en'),
    place,
    ...(rule === undefined ? {} : { rule }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
};

/**
 * A diagnostic as it is shown in a language. Its code, place and rule are the same in all of them; words that came from a
 * system or a library stay as they were given.
 */
export const toldIn = <Of extends Diagnostic>(
  { params = {}, ...told }: Of,
  lang: Language,
): Omit<Of, 'params'> => {
  if (lang === 'en') return told;
  const { message, hint } = textOf(told.code, lang);
  return { ...told, message: fill(message, params, lang), hint: fill(hint, params, lang) };
};

/**
 * Throws the first of several faults, with the others.
 *
 * @throws DiagnosticError unless there are none
 */
export const throwAll = (faults: readonly Diagnostic[]): void => {
  const [first, ...others] = faults;
  if (first !== undefined) throw new DiagnosticError(first, undefined, others);
};

/** True if one of them is an error. */
export const hasError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === 'error');

/**
 * A failure that stops the work on one input (or, for a configuration, the whole run) and has a diagnostic to
 * tell of it. Anything else that is thrown is a defect of this program.
 */
export class DiagnosticError extends Error {
  constructor(
    readonly diagnostic: Diagnostic,
    options?: ErrorOptions,
    /** Faults of the same input that were found with it. */
    readonly others: readonly Diagnostic[] = [],
  ) {
    super(diagnostic.message, options);
    this.name = 'DiagnosticError';
  }

  /** All that is told of it. */
  get all(): readonly Diagnostic[] {
    return [this.diagnostic, ...this.others];
  }
}
