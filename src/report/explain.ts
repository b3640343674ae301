import { basename } from 'node:path';
import chalk from 'chalk';
import type { Traced } from '../conversion/conversion.js';
import { type Place, positionOf } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import type { Status } from '../mapping/ledger.js';
import { contentSize, isContent } from './content.js';
import { entryNames, shortTarget } from './entry-names.js';
import { words } from './explain-words.js';
import { masked } from './mask.js';
import { countText, sizeText } from './quantities.js';
import { tableLines } from './table.js';
import { visibleLine } from './visible-line.js';

const colours: Readonly<Record<Status, (text: string) => string>> = {
  mapped: chalk.green,
  used: chalk.cyan,
  dropped: chalk.yellow,
  unmapped: chalk.red,
};

/** Values made in these ways come from no element, although one may have led to them. */
const FROM_ELSEWHERE: ReadonlySet<string> = new Set(['look-up', 'constant', 'generate']);

const LONGEST = 60;
const short = (text: string): string => {
  const line = text.replaceAll('\n', '⏎');
  return visibleLine(line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line);
};

/** A value in a cell: of an attachment its size, whether the rest is shown or not. */
const valueText = (
  path: string,
  value: string,
  personal: boolean,
  showValues: boolean,
  lang: Language,
): string =>
  isContent(path)
    ? `(${sizeText(contentSize(value), lang)})`
    : short(masked(value, personal, showValues, lang));

const at = (place: Place, names: readonly string[]): string =>
  visibleLine(`${basename(place.file ?? '')}:${place.line} ${shortTarget(positionOf(place), names)}`);

/**
 * The trace of a conversion as two readable tables: what became of each element, and what made the values that come
 * from no element.
 *
 * @param showValues whether values of personal data are shown
 * @returns its lines: one long value makes all of very many lines long, more than a string can hold
 */
export function* explanation(conversion: Traced, showValues: boolean, lang: Language): Generator<string> {
  const { trace, counts, letter } = conversion;
  const told = words[lang];
  if (trace === undefined) return;
  const names = entryNames(trace);

  const unlisted = (more: number | undefined): string[] =>
    more === undefined ? [] : [filled(told.more, { count: countText(more, lang) })];

  const input = trace.input.map(({ source, status, row, reason, to, more, personal, value }) => [
    at(source, names),
    valueText(positionOf(source), value, personal, showValues, lang),
    colours[status](told[status]),
    row ?? '',
    [...to.map((target) => shortTarget(target, names)), ...unlisted(more)].join('\n') || (reason ?? ''),
  ]);
  const output = trace.output
    .filter(({ from, how }) => from.length === 0 || FROM_ELSEWHERE.has(how))
    .map(({ target, row, how, personal, value }) => [
      shortTarget(target, names),
      valueText(target, value, personal, showValues, lang),
      how,
      row,
    ]);
  const losses = trace.losses
    .map(({ source, row, reason }) => `${at(source, names)}  ${row}  ${reason}\n`)
    .join('');
  const { mapped, used, dropped, unmapped } = counts;
  yield `${chalk.bold(visibleLine(filled(told.title, { name: `${letter.message} ${letter.letter ?? ''}` })))}\n`;
  for (const line of tableLines([told.from, told.value, told.became, told.row, told.toOrWhy], input))
    yield `${line}\n`;
  yield `\n${chalk.bold(told.made)}\n`;
  for (const line of tableLines([told.to, told.value, told.how, told.row], output)) yield `${line}\n`;
  yield '\n';
  if (losses !== '') yield `${chalk.bold(told.lostInPart)}\n${losses}\n`;
  yield `${filled(told.sum, { all: mapped + used + dropped + unmapped, ...counts })}\n`;
}
