import { type Code, catalog } from './catalog.js';
import type { Entry, Severity } from './entry.js';

export type { Severity } from './entry.js';

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
}

/** Values put into the text of a diagnostic; never personal data. */
export type Params = Readonly<Record<string, string | number>>;

const fill = (template: string, params: Params): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));

/**
 * Makes a diagnostic from the catalog.
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
    message: fill(entry.message, params),
    hint: fill(entry.hint, params),
    place,
    ...(rule === undefined ? {} : { rule }),
  };
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
}
