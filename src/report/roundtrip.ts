import chalk from 'chalk';
import type { Difference, Verdict } from '../roundtrip/compare.js';
import type { RoundTrip } from '../roundtrip/roundtrip.js';
import { masked } from './mask.js';
import { plainTable } from './table.js';
import { placeText } from './text.js';

const colours: Readonly<Record<Verdict, (text: string) => string>> = {
  unexpected: chalk.red,
  lost: chalk.yellow,
  normalised: chalk.cyan,
};
const words: Readonly<Record<Verdict, string>> = {
  unexpected: 'UNEXPECTED',
  lost: 'lost by rule',
  normalised: 'normalised',
};
const ORDER: readonly Verdict[] = ['unexpected', 'lost', 'normalised'];
/** As many values are named of those that fared alike; the counts tell the rest. */
const NAMED = 3;

/** How many values came back as they were, and how many otherwise. */
export const counts = ({ values, differences }: RoundTrip): Record<Verdict | 'equal', number> => {
  const of = (verdict: Verdict): number => differences.filter((one) => one.verdict === verdict).length;
  const changed = differences.filter(({ before }) => before !== undefined && before !== '').length;
  return {
    equal: Math.max(0, values - changed),
    normalised: of('normalised'),
    lost: of('lost'),
    unexpected: of('unexpected'),
  };
};

/** Differences that the same rows account for, for the same reason. */
const groups = (differences: readonly Difference[]): Difference[][] => {
  const found = new Map<string, Difference[]>();
  for (const one of differences) {
    const key = JSON.stringify([ORDER.indexOf(one.verdict), one.rows, one.reason]);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()].sort(
    ([a], [b]) => ORDER.indexOf(a?.verdict as Verdict) - ORDER.indexOf(b?.verdict as Verdict),
  );
};

const named = (group: readonly Difference[]): string => {
  const names = group.slice(0, NAMED).map(({ key }) => key);
  return [...names, ...(group.length > NAMED ? [`and ${group.length - NAMED} more`] : [])].join('\n');
};

/** What a round trip did to a message, for people: a line that sums up, then each row's doing. */
export const roundTripText = (trip: RoundTrip, showValues: boolean): string => {
  const { letter, complete, differences } = trip;
  const name = `${letter.file} ${letter.message} ${letter.letter ?? ''}`.trimEnd();
  if (!complete) return `${chalk.red('failed')} ${name}\n`;
  const { equal, normalised, lost, unexpected } = counts(trip);
  const verdict = unexpected > 0 ? chalk.red('differs') : chalk.green('ok');
  const sum = [
    `${equal} equal`,
    colours.normalised(`${normalised} normalised`),
    colours.lost(`${lost} lost by rule`),
    unexpected > 0 ? colours.unexpected(`${unexpected} unexpected`) : '0 unexpected',
  ];
  const table = plainTable(['Verdict', 'Rows', 'Why', 'Values']);
  for (const group of groups(differences)) {
    const [first] = group as [Difference];
    table.push([
      colours[first.verdict](words[first.verdict]),
      first.rows.join(' '),
      first.reason,
      named(group),
    ]);
  }
  const shown = differences
    .filter((one) => one.verdict === 'unexpected' && (one.before ?? one.after) !== undefined)
    .map(({ key, place, before, after, personal }) => {
      const value = (text: string | undefined): string =>
        text === undefined ? 'nothing' : masked(text, personal, showValues);
      return `  ${key}: ${value(before)} came back as ${value(after)}\n    ${chalk.dim(`at ${placeText(place)}`)}\n`;
    });
  return [`${verdict} ${name}: ${sum.join(', ')}`, table.toString(), ...shown, ''].join('\n');
};

/** The same for machines. */
export const roundTripJson = (trip: RoundTrip, showValues: boolean): object => {
  const { letter, complete, differences, diagnostics } = trip;
  const value = (text: string | undefined, personal: boolean): string | undefined =>
    text === undefined ? undefined : masked(text, personal, showValues);
  return {
    kind: 'roundtrip',
    file: letter.file,
    letter,
    complete,
    counts: counts(trip),
    differences: differences.map(({ verdict, key, rows, reason, place, before, after, personal }) => ({
      verdict,
      key,
      rows,
      reason,
      at: placeText(place),
      before: value(before, personal),
      after: value(after, personal),
    })),
    diagnostics,
  };
};
