import chalk from 'chalk';
import type { LedgerConversion, LedgerEntry } from '../exchange/ledger.js';

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const conversionLines = ({
  direction,
  bundle,
  header,
  reason,
  state,
  letters,
  receipts,
}: LedgerConversion): string[] => {
  const fhir = `Bundle ${bundle}, MessageHeader ${header}`;
  const legacy = letters.map(
    ({ message, envelope, letter, version }) =>
      `${message} envelope ${envelope}, letter ${letter}, ${version}`,
  );
  const why = reason === null ? '' : ` (${reason})`;
  return [
    direction === 'to-fhir' ? `converted to ${fhir}${why}` : `converted from ${fhir}${why}`,
    ...indent(legacy),
    ...receipts.map(
      ({ message, receipt, converted, arrived }) =>
        `${arrived} receipt ${receipt} for ${message}${converted ? '' : ', waits for the others'}`,
    ),
    ...(state === 'awaiting' ? ['awaits receipts'] : []),
  ];
};

const entryLines = (entry: LedgerEntry): string[] => [
  `${chalk.bold(entry.arrived)} ${entry.file}`,
  ...indent([
    `arrival ${entry.arrival}, envelope ${entry.envelope ?? 'unknown'}`,
    `${entry.document ?? 'unreadable'} from ${entry.sender ?? '?'} to ${entry.receiver ?? '?'}: ${entry.state}`,
    ...entry.lookUps.map(
      ({ gln, day, found, source, types }) =>
        `looked up ${gln} as of ${day}${source === undefined ? '' : ` in ${source}`}: ${found ? types.join(' ') || 'registered for nothing' : 'not in the directory'}`,
    ),
    ...entry.letters.map(({ kind, envelope, letter, state, waitsUntil }) =>
      [
        `${kind} envelope ${envelope}, letter ${letter}: ${state}`,
        waitsUntil === undefined ? '' : ` until ${waitsUntil}`,
      ].join(''),
    ),
    ...entry.conversions.flatMap(conversionLines),
    ...entry.outputs.map(
      ({ sent, document, file, answer }) =>
        `${sent} sent ${document} as ${file}${answer === null ? '' : `; the network answered ${answer}`}`,
    ),
    ...entry.diagnostics.map(({ severity, code, message }) => `${severity} ${code} ${message}`),
  ]),
];

/** What happened to a message, for people. */
export const ledgerText = (id: string, entries: readonly LedgerEntry[]): string =>
  entries.length === 0 ? `${id}: not known\n` : `${entries.flatMap(entryLines).join('\n')}\n`;
