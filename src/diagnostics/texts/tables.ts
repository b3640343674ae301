import type { Entry } from '../entry.js';

/** The mapping tables. */
export const tables = {
  TAB001: {
    severity: 'error',
    message: 'The table is not YAML: {reason}.',
    hint: 'Mend it at this place; values with a colon or a # go in quotation marks.',
  },
  TAB002: {
    severity: 'error',
    message: '{where}: {reason}.',
    hint: 'The words of the notation are told at the head of the table and in docs/mappings.md.',
  },
  TAB003: {
    severity: 'error',
    message: 'Row {row}: {reason}.',
    hint: '{hint}',
  },
  TAB004: {
    severity: 'error',
    message: 'The table cannot be read: {reason}.',
    hint: 'Check the folder given with --mappings; the shipped tables come with the package.',
  },
} as const satisfies Record<string, Entry>;
