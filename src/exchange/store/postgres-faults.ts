import pg from 'pg';
import type { DiagnosticError, Place } from '../../diagnostics/diagnostic.js';
import { asGiven, type Phrase, phrase } from '../../diagnostics/phrase.js';
import { codeOf, defect, type Fault, faultError } from './faults.js';

/** What the server's codes (SQLSTATE), by their beginnings, mean for a store. */
const FAULTS: readonly [RegExp, Fault][] = [
  [/^XX00[12]$/, { code: 'REL101' }],
  [/^55P03$/, { code: 'REL102' }],
  [/^42501$/, { code: 'REL104', params: { reason: phrase('no-rights') } }],
  [/^53100$/, { code: 'REL105' }],
  [/^25006$/, { code: 'REL106' }],
  [/^28/, { code: 'REL109' }],
  [/^3D000$/, { code: 'REL110', params: { what: phrase('database') } }],
  [/^3F000$/, { code: 'REL110', params: { what: phrase('schema') } }],
];

/** Codes with which a server that stops or starts ends the connection. */
const GONE = /^(08|57P0[123])/;

/** Codes that circumstances explain, not statements: conflicts, resources, an administrator, faults of the server. */
const CIRCUMSTANCES = /^(40|53|54|57|58|XX)/;

/** Words for what people meet. */
const REASONS: Readonly<Record<string, Phrase>> = {
  ECONNREFUSED: phrase('nothing-listens'),
  ENOTFOUND: phrase('no-host'),
  ENOENT: phrase('no-socket'),
  ETIMEDOUT: phrase('no-answer'),
  ECONNRESET: phrase('broken'),
  '57P01': phrase('stopped'),
  '57P03': phrase('starting'),
};

/** The connection could not be made, or broke; the cause tells how. */
export class ConnectionError extends Error {}

/** pg gives no code when the server wants a password and there is none, or the server does not know it. */
const isLogin = (error: unknown): boolean => error instanceof Error && error.message.startsWith('SASL');

/** Tells what happened to the connection from what the server answered. */
export const serverError = (error: unknown): unknown =>
  isLogin(error) || (error instanceof pg.DatabaseError && !GONE.test(codeOf(error)))
    ? error
    : new ConnectionError(error instanceof Error ? error.message : '', { cause: error });

/** True if the work may succeed when done again: another transaction was in the way, or the connection broke. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ConnectionError || /^(40001|40P01)$/.test(codeOf(error));

/** What to throw for an error of the server or the connection; other errors stay what they are. */
export const postgresError = (error: unknown, place: Place): unknown => {
  if (isLogin(error)) return faultError({ code: 'REL109' }, place, error);
  if (error instanceof ConnectionError) {
    const code = codeOf(error.cause);
    const reason = REASONS[code] ?? asGiven(code === '' ? error.message : code);
    return faultError({ code: 'REL108', params: { reason } }, place, error);
  }
  if (!(error instanceof pg.DatabaseError)) return error;
  const code = codeOf(error);
  const fault = FAULTS.find(([pattern]) => pattern.test(code))?.[1];
  if (fault !== undefined) return faultError(fault, place, error);
  return CIRCUMSTANCES.test(code)
    ? faultError({ code: 'REL112', params: { reason: asGiven(code) } }, place, error)
    : defect(code, error);
};

/** What to throw when a connection broke while a COMMIT was answered. */
export const unknownOutcome = (place: Place, error: unknown): DiagnosticError =>
  faultError({ code: 'REL111' }, place, error);
