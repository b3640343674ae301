import type { Severity } from './diagnostic.js';

export interface Entry {
  severity: Severity;
  message: string;
  hint: string;
  rule?: string;
}

/**
 * Every diagnostic this program can give: one place for the texts. `{name}` is filled in by the caller.
 *
 * Codes are permanent: IN (the input as a file), OIO (OIOXML), MAP (mapping and pairing), SOR (the directory),
 * TAB (the mapping tables). The texts say what is wrong and the hints how to mend it; neither holds personal data.
 */
export const catalog = {
  SOR001: {
    severity: 'error',
    message: 'The directory has no SOR id for the {role} with GLN {gln}.',
    hint: 'Add the organisation to the file given with --sor, or to an overlay file (columns gln, sorId, name, telephone). --sor-missing=warn converts without the SOR id; the result is then not a valid CareCommunication.',
  },
  SOR002: {
    severity: 'error',
    message: 'The directory file cannot be read: {reason}.',
    hint: 'Give --sor a readable CSV or TSV file.',
  },
  SOR003: {
    severity: 'error',
    message: 'The directory file has no column for {field}; its headings are: {headings}.',
    hint: 'Name the column as docs/directory.md says, or add its heading to mappings/directory/headings.yaml.',
  },
  SOR004: {
    severity: 'warning',
    message: 'The directory file has {count} rows without a usable GLN or SOR id, the first in line {line}.',
    hint: 'Those rows are not used. A GLN has 13 digits and a check digit, a SOR id at least 11 digits.',
  },
  SOR005: {
    severity: 'warning',
    message: 'The directory file has GLN {gln} more than once (lines {first} and {line}).',
    hint: 'The first row in force counts. Remove the other, or give it validFrom and validTo.',
  },
} as const satisfies Record<string, Entry>;

/** The code of a diagnostic. */
export type Code = keyof typeof catalog;
