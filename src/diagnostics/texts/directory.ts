import type { Entry } from '../entry.js';

/** The directory of organisations. */
export const directory = {
  SOR001: {
    severity: 'error',
    message: 'The directory has no SOR id for the {party} with GLN {gln} on the day the letter was sent.',
    hint: 'Give --sor a directory that has the organisation, or add it to an overlay file (columns gln, sorId, name, telephone). --sor-missing=warn converts without the SOR id; the result is then not a valid CareCommunication.',
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
  SOR006: {
    severity: 'warning',
    message: 'The directory file has {count} rows whose GLN or SOR id is not one, the first in line {line}.',
    hint: 'The organisation is not found by that number. A GLN has 13 digits and a check digit, a SOR id at least 11 digits.',
  },
  SOR007: {
    severity: 'warning',
    message: 'The directory file has {count} rows with a date that cannot be read, the first in line {line}.',
    hint: 'Those rows are not used. Write validFrom and validTo as 2026-03-02 or 02-03-2026.',
  },
} as const satisfies Record<string, Entry>;
