import Papa from 'papaparse';
import type { Language } from '../../diagnostics/language.js';
import type { Outcome } from './outcome.js';
import { words } from './words.js';

const TENTHS = 10;

const line = (cells: ReadonlyArray<string | number>): string =>
  `${Papa.unparse([[...cells]], { escapeFormulae: true, newline: '\r\n' })}\r\n`;

/** The heading of the list of messages. */
export const messagesHead = (lang: Language): string => {
  const own = words[lang];
  return line([
    own.file,
    own.message,
    own.letter,
    own.status,
    own.output,
    own.attachments,
    own.bytesInColumn,
    own.bytesOutColumn,
    own.milliseconds,
    own.codes,
    own.dropped,
    own.unmapped,
  ]);
};

/** The codes of what is told, each once. */
const codesOf = ({ diagnostics }: Outcome): string => {
  const told = diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
  return [...new Set(told)].join(' ');
};

/** A message as a line of the list, safe to be opened in a spreadsheet: nothing in it is a formula. */
export const messageLine = (outcome: Outcome, lang: Language): string => {
  const { file, letter, status, output, attachments, counts, measured } = outcome;
  const own = words[lang];
  return line([
    file,
    letter?.message ?? '',
    letter?.letter ?? '',
    status === 'converted' ? own.outcomeConverted : own.outcomeFailed,
    output ?? '',
    attachments ?? '',
    measured?.bytesIn ?? '',
    measured?.bytesOut ?? '',
    measured === undefined ? '' : Math.round(measured.milliseconds * TENTHS) / TENTHS,
    codesOf(outcome),
    counts?.dropped ?? '',
    counts?.unmapped ?? '',
  ]);
};
