import type { Entry } from '../entry.js';

/** Scenarios: their files, and what differs from what they expect (10 and on). */
export const regress = {
  REG001: {
    severity: 'error',
    message: 'The file is not YAML: {reason}.',
    hint: 'Mend the file; docs/regress.md shows one.',
  },
  REG002: {
    severity: 'error',
    message: 'The file says something at {where} that is not understood: {reason}.',
    hint: 'A scenario.yaml takes the options of convert by their names (to, sor, incomplete ...); docs/regress.md lists them.',
  },
  REG003: {
    severity: 'error',
    message: 'The folder holds no scenario.',
    hint: 'A scenario is a folder with a folder input, in which are messages.',
  },
  REG010: {
    severity: 'error',
    message: '{path} has changed: {before} -> {after}.',
    hint: 'If that is meant, accept it with regress --update; otherwise look at the row. --show-values shows personal data.',
  },
  REG011: {
    severity: 'error',
    message: '{path} is gone: {before}.',
    hint: 'If that is meant, accept it with regress --update; otherwise look at the row. --show-values shows personal data.',
  },
  REG012: {
    severity: 'error',
    message: '{path} is new: {after}.',
    hint: 'If that is meant, accept it with regress --update; otherwise look at the row. --show-values shows personal data.',
  },
  REG013: {
    severity: 'error',
    message: 'The parts of {path} stand in another order.',
    hint: 'If that is meant, accept it with regress --update.',
  },
  REG014: {
    severity: 'error',
    message: '{path} names another id: {before} -> {after}.',
    hint: 'Generated ids may have other values than before, but each the same one everywhere; this one stands for two, or two for one.',
  },
  REG020: {
    severity: 'error',
    message: 'The expected result was not made.',
    hint: 'If it is not expected any more, regress --update removes it; the diagnostics of the conversion may tell why it is not there.',
  },
  REG021: {
    severity: 'error',
    message: 'The result was not expected.',
    hint: 'If it is to be expected from now on, regress --update writes it.',
  },
  REG022: {
    severity: 'error',
    message: 'The scenario has no expected results.',
    hint: 'Write them with regress --update, and read them before you keep them.',
  },
  REG023: {
    severity: 'error',
    message: 'The expected result cannot be read: {reason}',
    hint: 'Mend the file, or write it anew with regress --update.',
  },
  REG030: {
    severity: 'error',
    message: 'The conversion does not tell {told} any more, at {at}.',
    hint: 'If that is meant, accept it with regress --update.',
  },
  REG031: {
    severity: 'error',
    message: 'The conversion tells {told}, which was not expected: {message}',
    hint: '{hint}',
  },
} as const satisfies Record<string, Entry>;
