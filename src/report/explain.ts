import { basename } from 'node:path';
import chalk from 'chalk';
import type { Traced } from '../conversion/conversion.js';
import { type Place, positionOf } from '../diagnostics/diagnostic.js';
import type { Status } from '../mapping/ledger.js';
import { entryNames, shortTarget } from './entry-names.js';
import { masked } from './mask.js';
import { plainTable } from './table.js';

const colours: Readonly<Record<Status, (text: string) => string>> = {
  mapped: chalk.green,
  used: chalk.cyan,
  dropped: chalk.yellow,
  unmapped: chalk.red,
};

const LONGEST = 60;
const short = (text: string): string => {
  const line = text.replaceAll('\n', '⏎');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

const at = (place: Place, names: readonly string[]): string =>
  `${basename(place.file ?? '')}:${place.line} ${shortTarget(positionOf(place), names)}`;

/**
 * The trace of a conversion as two readable tables: what became of each element, and what made the values that come
 * from no element.
 *
 * @param showValues whether values of personal data are shown
 */
export const explanation = (conversion: Traced, showValues: boolean): string => {
  const { trace, counts, letter } = conversion;
  if (trace === undefined) return '';
  const names = entryNames(trace);

  const input = plainTable(['From', 'Value', 'Became', 'Row', 'To, or why not']);
  for (const { source, status, row, reason, to, personal, value } of trace.input) {
    const where = to.map((target) => shortTarget(target, names)).join('\n');
    input.push([
      at(source, names),
      short(masked(value, personal, showValues)),
      colours[status](status),
      row ?? '',
      where || (reason ?? ''),
    ]);
  }
  const output = plainTable(['To', 'Value', 'How', 'Row']);
  for (const { target, row, how, from, personal, value } of trace.output) {
    if (from.length > 0 && how !== 'look-up' && how !== 'constant' && how !== 'generate') continue;
    output.push([shortTarget(target, names), short(masked(value, personal, showValues)), how, row]);
  }
  const losses = trace.losses
    .map(({ source, row, reason }) => `${at(source, names)}  ${row}  ${reason}\n`)
    .join('');
  const { mapped, used, dropped, unmapped } = counts;
  return [
    chalk.bold(`${letter.message} ${letter.letter ?? ''}: what became of each element`),
    input.toString(),
    '',
    chalk.bold('Values that the rules made'),
    output.toString(),
    '',
    ...(losses === '' ? [] : [chalk.bold('Lost in part'), losses]),
    `${mapped + used + dropped + unmapped} elements: ${mapped} mapped, ${used} used, ${dropped} dropped by a row, ${unmapped} unmapped.`,
    '',
  ].join('\n');
};
