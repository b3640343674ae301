import { stringify } from 'yaml';
import { z } from 'zod';
import { type Diagnostic, type Place, positionOf } from '../diagnostics/diagnostic.js';
import { notation } from '../formats/notation.js';
import { parseTable } from '../formats/yaml.js';

/** A diagnostic as a scenario expects it: what is told and where, whatever its text is in this version. */
export interface Told {
  code: string;
  severity: string;
  at: string;
}

const toldFile = notation('toldFile', () =>
  z.array(z.strictObject({ code: z.string(), severity: z.string(), at: z.string() })).nullable(),
);

const HEAD = '# What the conversion tells, beside its results.\n';

const placeOf = ({ file = '', line, column, ...rest }: Place): string => {
  const position = [file, line, column].filter((part) => part !== undefined && part !== '').join(':');
  return [position, positionOf(rest)].filter((part) => part !== '').join(' ');
};

/** A diagnostic as it is expected and compared. */
const toldOf = (one: Diagnostic): Told => ({
  code: one.code,
  severity: one.severity,
  at: placeOf(one.place),
});

const keyOf = ({ code, severity, at }: Told): string => JSON.stringify([code, severity, at]);

/** Each once, in their order. */
export const toldOnce = (diagnostics: readonly Diagnostic[]): Diagnostic[] => {
  const seen = new Map(diagnostics.map((one) => [keyOf(toldOf(one)), one]));
  return [...seen.values()];
};

/**
 * Reads what diagnostics are expected.
 *
 * @throws DiagnosticError REG001 or REG002, with file, line and column
 */
export const readTold = (text: string, file: string): Told[] =>
  parseTable(text, file, toldFile, { syntax: 'REG001', notation: 'REG002' }).table ?? [];

/** The file that expects diagnostics. */
export const writeTold = (diagnostics: readonly Diagnostic[]): string =>
  HEAD + stringify(diagnostics.map(toldOf), { lineWidth: 0 });

/** Which expected diagnostics are not told any more, and which are told that were not expected. */
export const compareTold = (
  expected: readonly Told[],
  diagnostics: readonly Diagnostic[],
): { gone: Told[]; unexpected: Diagnostic[] } => {
  const before = new Set(expected.map(keyOf));
  const now = new Set(diagnostics.map((one) => keyOf(toldOf(one))));
  return {
    gone: expected.filter((one) => !now.has(keyOf(one))),
    unexpected: diagnostics.filter((one) => !before.has(keyOf(toldOf(one)))),
  };
};
