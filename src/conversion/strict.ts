import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** What tells of content that no row knows, or that is another than rows know; or that there is more, which may be of it. */
const UNKNOWN = new Set(['MAP017', 'EDI024', 'EDI025', 'EDI027', 'EDI032', 'LIM006']);

/** Diagnostics as `--strict` sees them: content that no row knows refuses the message. */
export const strictly = (diagnostics: readonly Diagnostic[], strict: boolean | undefined): Diagnostic[] =>
  diagnostics.map((one) => (strict === true && UNKNOWN.has(one.code) ? { ...one, severity: 'error' } : one));
