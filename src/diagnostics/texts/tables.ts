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
  TAB005: {
    severity: 'error',
    message: 'No row of {table} reads {path} of {message}.',
    hint: 'Add a row with `from` {path}; one that goes nowhere says `how: drop` and a reason.',
  },
  TAB006: {
    severity: 'error',
    message: 'No row of {table} fills {path}, which {demands} demands.',
    hint: 'Add a row with `to` {path}, or correct the row that filled it.',
  },
  TAB007: {
    severity: 'error',
    message: 'Code list {list}: {codes} have the same {column}, so the way back is lost for all but one.',
    hint: 'Give them codes of their own; or mark those that are lost with `oneWay`, or say with `loses` what is lost.',
  },
  TAB008: {
    severity: 'error',
    message: 'Row {row}: nothing says what happens if the directory has no {find}.',
    hint: 'Add a step behind it in `missing`: a constant, or another row.',
  },
  TAB009: {
    severity: 'error',
    message: '{what}: {path} has no code {code}.',
    hint: 'Allowed: {allowed}.',
  },
  TAB010: {
    severity: 'error',
    message: 'Row {row}: the id is in {other}, too.',
    hint: 'Traces name rows by their ids alone; give the new row another.',
  },
  TAB011: {
    severity: 'error',
    message: '{what}: there is no {thing} {id}.',
    hint: 'Correct the id; rulings are in rulings.yaml.',
  },
  TAB012: {
    severity: 'error',
    message: 'No table has this name; nothing would read the file.',
    hint: "A site's tables are called as the shipped ones that they change, such as xdis91-to-carecommunication/rows.yaml; docs/mappings.md lists them. Only code-lists, edifact and profiles may have others, and all end in .yaml.",
  },
} as const satisfies Record<string, Entry>;
