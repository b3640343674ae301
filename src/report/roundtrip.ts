import chalk from 'chalk';
import { toldIn } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import type { Difference, Verdict } from '../roundtrip/compare.js';
import type { RoundTrip } from '../roundtrip/roundtrip.js';
import { masked } from './mask.js';
import { words } from './roundtrip-words.js';
import { plainTable } from './table.js';
import { placeText } from './text.js';
import { visibleLine } from './visible-line.js';
import { words as common } from './words.js';

const colours: Readonly<Record<Verdict, (text: string) => string>> = {
  unexpected: chalk.red,
  lost: chalk.yellow,
  normalised: chalk.cyan,
};
const ORDER: readonly Verdict[] = ['unexpected', 'lost', 'normalised'];
/** As many values are named of those that fared alike; the counts tell the rest. */
const NAMED = 3;

/** How many values came back as they were, and how many otherwise. */
const counts = ({ values, differences }: RoundTrip): Record<Verdict | 'equal', number> => {
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
    const group = found.get(key);
    if (group === undefined) found.set(key, [one]);
    else group.push(one);
  }
  return [...found.values()].sort(
    ([a], [b]) => ORDER.indexOf(a?.verdict as Verdict) - ORDER.indexOf(b?.verdict as Verdict),
  );
};

const named = (group: readonly Difference[], more: string): string => {
  const names = group.slice(0, NAMED).map(({ key }) => visibleLine(key));
  return [...names, ...(group.length > NAMED ? [filled(more, { count: group.length - NAMED })] : [])].join(
    '\n',
  );
};

/** What a round trip did to a message, for people: a line that sums up, then each row's doing. */
export const roundTripText = (trip: RoundTrip, showValues: boolean, lang: Language): string => {
  const told = words[lang];
  const { letter, complete, differences } = trip;
  const name = `${letter.file} ${letter.message} ${letter.letter ?? ''}`.trimEnd();
  if (!complete) return `${chalk.red(told.failed)} ${visibleLine(name)}\n`;
  const { equal, normalised, lost, unexpected } = counts(trip);
  const verdict = unexpected > 0 ? chalk.red(told.differs) : chalk.green(told.ok);
  const sum = [
    filled(told.equalCount, { count: equal }),
    colours.normalised(filled(told.normalisedCount, { count: normalised })),
    colours.lost(filled(told.lostCount, { count: lost })),
    (unexpected > 0 ? colours.unexpected : String)(filled(told.unexpectedCount, { count: unexpected })),
  ];
  const rows = groups(differences).map((group) => {
    const [{ verdict, rows, reason }] = group as [Difference];
    return [colours[verdict](told[verdict]), rows.join(' '), reason, named(group, told.more)];
  });
  const table = plainTable([told.verdict, told.rows, told.why, told.values], rows);
  const shown = differences
    .filter((one) => one.verdict === 'unexpected' && (one.before ?? one.after) !== undefined)
    .map(({ key, place, before, after, personal }) => {
      const value = (text: string | undefined): string =>
        text === undefined ? told.nothing : masked(text, personal, showValues, lang);
      return `  ${visibleLine(filled(told.cameBack, { key, before: value(before), after: value(after) }))}\n    ${chalk.dim(visibleLine(`${common[lang].at} ${placeText(place, lang)}`))}\n`;
    });
  return [`${verdict} ${visibleLine(name)}: ${sum.join(', ')}`, table, ...shown, ''].join('\n');
};

/** The same for machines. */
export const roundTripJson = (trip: RoundTrip, showValues: boolean, lang: Language): object => {
  const { letter, complete, differences, diagnostics } = trip;
  const value = (text: string | undefined, personal: boolean): string | undefined =>
    text === undefined ? undefined : masked(text, personal, showValues, lang);
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
      at: placeText(place, lang),
      before: value(before, personal),
      after: value(after, personal),
    })),
    diagnostics: diagnostics.map((one) => toldIn(one, lang)),
  };
};
