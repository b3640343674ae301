import type { ChalkInstance } from 'chalk';
import { filled, type Language } from '../../diagnostics/language.js';
import { placeText } from '../text.js';
import { visibleLine } from '../visible-line.js';
import { words as common } from '../words.js';
import { type Checked, type Finding, passed } from './checked.js';
import type { Reporter } from './reporter.js';
import { words } from './words.js';

/** As many examples are shown of what very likely has one reason, and as many other names. */
const EXAMPLES = 3;
const NAMES = 5;

interface Found {
  checked: Checked;
  finding: Finding;
}

/** Findings that have one reason, in the order in which they first occur; the most widespread first. */
const groupsOf = (all: readonly Checked[]): Found[][] => {
  const groups = new Map<string, Found[]>();
  for (const [i, checked] of all.entries())
    for (const [j, finding] of checked.findings.entries()) {
      const cause = finding.cause ?? `${i} ${j}`;
      const group = groups.get(cause);
      if (group === undefined) groups.set(cause, [{ checked, finding }]);
      else group.push({ checked, finding });
    }
  const spread = (group: readonly Found[]): number => new Set(group.map(({ checked }) => checked)).size;
  return [...groups.values()].sort((a, b) => spread(b) - spread(a));
};

const checkedLines = (one: Checked, lang: Language, colour: ChalkInstance): string => {
  const { name, findings, notes } = one;
  const word = words[lang];
  const count = findings.length === 1 ? word.finding : filled(word.findings, { n: findings.length });
  const verdict = passed(one) ? colour.green(word.ok.padEnd(word.failed.length)) : colour.red(word.failed);
  const first = `${verdict} ${visibleLine(name)}${findings.length === 0 ? '' : ` (${count})`}\n`;
  return first + notes.map((note) => `  ${colour.dim(visibleLine(note))}\n`).join('');
};

/** One finding: what, where, why; of a difference both sides, below each other. */
const findingLines = ({ finding }: Found, lang: Language, colour: ChalkInstance): string => {
  const { difference, place, message } = finding;
  const where = `  ${visibleLine(placeText(place, lang))}\n`;
  if (difference === undefined || (difference.before ?? difference.after) === undefined)
    return `${where}    ${visibleLine(message)}\n`;
  const { before, after } = difference;
  const minus = before === undefined ? '' : `    ${colour.red(`- ${visibleLine(before)}`)}\n`;
  const plus = after === undefined ? '' : `    ${colour.green(`+ ${visibleLine(after)}`)}\n`;
  return where + minus + plus;
};

const headOf = (
  { severity, code, rule }: Finding,
  spread: string,
  lang: Language,
  colour: ChalkInstance,
): string => {
  const paint = severity === 'error' ? colour.red : severity === 'warning' ? colour.yellow : colour.blue;
  return `${paint(common[lang][severity])} ${code}${rule === undefined ? '' : ` [${rule}]`}${spread}\n`;
};

const groupLines = (group: readonly Found[], lang: Language, colour: ChalkInstance): string => {
  const word = words[lang];
  const [{ finding, checked }] = group as [Found];
  const names = [...new Set(group.map((one) => one.checked.name))];
  const spread = filled(checked.kind === 'file' ? word.inFiles : word.inScenarios, { n: names.length });
  const shown = group.slice(0, EXAMPLES);
  const told = new Set(shown.map((one) => one.checked.name));
  const others = names.filter((name) => !told.has(name));
  const listed = [
    ...others.slice(0, NAMES),
    ...(others.length > NAMES ? [filled(word.more, { n: others.length - NAMES })] : []),
  ].join(', ');
  const rest =
    others.length > 0
      ? filled(word.same, { names: listed })
      : group.length > shown.length
        ? filled(word.more, { n: group.length - shown.length })
        : '';
  return [
    headOf(finding, names.length > 1 ? ` ${spread}` : '', lang, colour),
    ...shown.map((one) => findingLines(one, lang, colour)),
    rest === '' ? '' : `  ${colour.dim(visibleLine(rest))}\n`,
    `  ${colour.dim(visibleLine(finding.hint))}\n`,
  ].join('');
};

/** For people: a line for each thing that was checked, then what was found, by its reason, then the sum. */
export const text: Reporter = (checked, { lang, colour }) => {
  const word = words[lang];
  const good = checked.filter(passed).length;
  const n = checked.length;
  const many = checked.some(({ kind }) => kind === 'file')
    ? [word.file, word.files]
    : [word.scenario, word.scenarios];
  const things = filled(many[n === 1 ? 0 : 1] as string, { n });
  const groups = groupsOf(checked);
  return [
    ...checked.map((one) => checkedLines(one, lang, colour)),
    ...groups.map((group) => `\n${groupLines(group, lang, colour)}`),
    groups.length === 0 ? '' : '\n',
    `${filled(word.sum, { things, ok: good, failed: n - good })}\n`,
  ];
};
