import type { Read } from '../conversion/read.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

/** The formats that messages are converted to. */
export const FORMATS = ['fhir', 'oioxml', 'edifact'] as const;
export type Target = (typeof FORMATS)[number];

/** What people call them. */
export const NAMES: Readonly<Record<Target, string>> = { fhir: 'FHIR', oioxml: 'OIOXML', edifact: 'EDIFACT' };

/** Any JSON is read as FHIR; of one that is no Bundle that is to be told, whatever it should become. */
const NO_BUNDLE = 'FHIR010';

/** The format of what was read, as a target; undefined if nothing was. */
const formatOf = ({ message, letters, format }: Read): Target | undefined => {
  if (message !== undefined)
    return message.diagnostics.some(({ code }) => code === NO_BUNDLE) ? undefined : 'fhir';
  if (letters.length === 0) return undefined;
  return format === 'edifact' ? 'edifact' : 'oioxml';
};

/** Tells that an input is in the format already that is asked for; undefined if there is something to do. */
export const nothingToDo = (read: Read, to: Target | undefined): Diagnostic | undefined => {
  const format = formatOf(read);
  if (format === undefined || format !== to) return undefined;
  return diagnostic('IN011', { file: read.name, line: 1, column: 1 }, { format: NAMES[format] });
};
