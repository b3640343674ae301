import { basename } from 'node:path';
import chalk from 'chalk';
import type { Traced } from '../conversion/conversion.js';
import type { Trace } from '../conversion/trace.js';
import { type Place, positionOf } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import type { Status } from '../mapping/ledger.js';
import { words } from './explain-words.js';
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

/** The leaves of the bundle, whichever side of the conversion it is. */
const bundleLeaves = ({ input, output }: Trace): Array<{ path: string; value: string }> =>
  [
    ...input.map(({ source, value }) => ({ path: source.path ?? '', value })),
    ...output.map(({ target, value }) => ({ path: target, value })),
  ].filter(({ path }) => path.startsWith('Bundle.'));

/** Short names of the entries of a bundle: their type, and the role where a type is there more than once. */
const entryNames = (trace: Trace): string[] => {
  const leaves = bundleLeaves(trace);
  const valueAt = (end: string): string | undefined =>
    leaves.find(({ path }) => path.startsWith('Bundle.entry[0].resource.') && path.endsWith(end))?.value;
  const roles = new Map([
    [valueAt('.sender.reference'), '[sender]'],
    [valueAt('.receiver.reference'), '[receiver]'],
  ]);
  const names: string[] = [];
  for (const { path, value } of leaves) {
    const index = /^Bundle\.entry\[(\d+)\]\.fullUrl$/.exec(path)?.[1];
    if (index === undefined) continue;
    const reference = value.split('/').slice(-2).join('/');
    names[Number(index)] = `${reference.split('/')[0]}${roles.get(reference) ?? ''}`;
  }
  return names;
};

/** A target with the short name of its entry. */
const shortTarget = (target: string, names: readonly string[]): string =>
  target.replace(
    /^Bundle\.entry\[(\d+)\](\.resource)?/,
    (_, index: string) => names[Number(index)] ?? 'Bundle.entry',
  );

const at = (place: Place, names: readonly string[]): string =>
  `${basename(place.file ?? '')}:${place.line} ${shortTarget(positionOf(place), names)}`;

/**
 * The trace of a conversion as two readable tables: what became of each element, and what made the values that come
 * from no element.
 *
 * @param showValues whether values of personal data are shown
 */
export const explanation = (conversion: Traced, showValues: boolean, lang: Language): string => {
  const { trace, counts, letter } = conversion;
  const told = words[lang];
  if (trace === undefined) return '';
  const names = entryNames(trace);

  const input = plainTable([told.from, told.value, told.became, told.row, told.toOrWhy]);
  for (const { source, status, row, reason, to, personal, value } of trace.input) {
    const where = to.map((target) => shortTarget(target, names)).join('\n');
    input.push([
      at(source, names),
      short(masked(value, personal, showValues, lang)),
      colours[status](told[status]),
      row ?? '',
      where || (reason ?? ''),
    ]);
  }
  const output = plainTable([told.to, told.value, told.how, told.row]);
  for (const { target, row, how, from, personal, value } of trace.output) {
    if (from.length > 0 && how !== 'look-up' && how !== 'constant' && how !== 'generate') continue;
    output.push([shortTarget(target, names), short(masked(value, personal, showValues, lang)), how, row]);
  }
  const losses = trace.losses
    .map(({ source, row, reason }) => `${at(source, names)}  ${row}  ${reason}\n`)
    .join('');
  const { mapped, used, dropped, unmapped } = counts;
  return [
    chalk.bold(filled(told.title, { name: `${letter.message} ${letter.letter ?? ''}` })),
    input.toString(),
    '',
    chalk.bold(told.made),
    output.toString(),
    '',
    ...(losses === '' ? [] : [chalk.bold(told.lostInPart), losses]),
    filled(told.sum, { all: mapped + used + dropped + unmapped, ...counts }),
    '',
  ].join('\n');
};
