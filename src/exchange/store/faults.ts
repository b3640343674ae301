import type { Code } from '../../diagnostics/catalog.js';
import { DiagnosticError, diagnostic, type Params, type Place } from '../../diagnostics/diagnostic.js';

/** What is wrong with a store: the code that tells it, and what its text names. */
export interface Fault {
  code: Code;
  params?: Params;
}

/** The error that tells of a fault, with what caused it. */
export const faultError = ({ code, params }: Fault, place: Place, cause: unknown): DiagnosticError =>
  new DiagnosticError(diagnostic(code, place, params), { cause });

/** The code by which the system or a database names an error, if it has one. */
export const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

/**
 * An error of a database that no outer circumstance explains: a statement is wrong. Databases put values into their
 * messages, so only the code is told.
 */
export const defect = (code: string, cause: unknown): Error =>
  new Error(`the database refused a statement (${code})`, { cause });
