import chalk from 'chalk';
import { toldIn } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import type { LedgerConversion, LedgerEntry } from '../exchange/ledger.js';
import { words } from './ledger-words.js';
import { visibleLine } from './visible-line.js';
import { words as common, decisionWords } from './words.js';

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${visibleLine(line)}`);

const conversionLines = (
  { direction, bundle, header, reason, state, letters, receipts }: LedgerConversion,
  lang: Language,
): string[] => {
  const told = words[lang];
  const fhir = `Bundle ${bundle}, MessageHeader ${header}`;
  const way = direction === 'to-fhir' ? told.convertedTo : told.convertedFrom;
  return [
    filled(way, { fhir }) + (reason === null ? '' : ` (${reason})`),
    ...indent(letters.map((letter) => filled(told.letter, letter))),
    ...receipts.map(
      ({ message, receipt, converted, arrived }) =>
        filled(told.receipt, { arrived, receipt, message }) + (converted ? '' : told.waitsForOthers),
    ),
    ...(state === 'awaiting' ? [told.awaits] : []),
  ];
};

const lookUpLine = (
  { gln, day, found, source, types }: LedgerEntry['lookUps'][number],
  lang: Language,
): string => {
  const told = words[lang];
  const where = source === undefined ? '' : filled(told.in, { source });
  const takes = types.join(' ') || told.registeredForNothing;
  return filled(told.lookedUp, { gln, day, where, found: found ? takes : told.notInDirectory });
};

const entryLines = (entry: LedgerEntry, lang: Language): string[] => {
  const told = words[lang];
  const { arrival, document, sender, receiver } = entry;
  const state = decisionWords(entry.state, lang);
  return [
    `${chalk.bold(entry.arrived)} ${visibleLine(entry.file)}`,
    ...indent([
      filled(told.arrival, { arrival, envelope: entry.envelope ?? told.unknown }),
      filled(told.parties, {
        document: document ?? told.unreadable,
        sender: sender ?? '?',
        receiver: receiver ?? '?',
        state,
      }),
      ...entry.lookUps.map((one) => lookUpLine(one, lang)),
      ...entry.letters.map(
        ({ kind, envelope, letter, state, waitsUntil }) =>
          filled(told.letterState, { kind, envelope, letter, state: decisionWords(state, lang) }) +
          (waitsUntil === undefined ? '' : filled(told.until, { time: waitsUntil })),
      ),
      ...entry.conversions.flatMap((one) => conversionLines(one, lang)),
      ...entry.outputs.map(
        ({ sent, document, file, answer }) =>
          filled(told.sent, { sent, document, file }) +
          (answer === null ? '' : filled(told.answered, { answer })),
      ),
      ...entry.diagnostics
        .map((one) => toldIn(one, lang))
        .map(({ severity, code, message }) => `${common[lang][severity]} ${code} ${message}`),
    ]),
  ];
};

/** What happened to a message, for people. */
export const ledgerText = (id: string, entries: readonly LedgerEntry[], lang: Language): string =>
  entries.length === 0
    ? `${visibleLine(filled(words[lang].notKnown, { id }))}\n`
    : `${entries.flatMap((entry) => entryLines(entry, lang)).join('\n')}\n`;

/** The same for machines. */
export const ledgerJson = (id: string, entries: readonly LedgerEntry[], lang: Language): object => ({
  id,
  entries: entries.map((entry) => ({
    ...entry,
    diagnostics: entry.diagnostics.map((one) => toldIn(one, lang)),
  })),
});
