import chalk from 'chalk';
import { type Coverage, percent, type TableCoverage } from '../../coverage/coverage.js';
import { toldIn } from '../../diagnostics/diagnostic.js';
import type { Language } from '../../diagnostics/language.js';
import { plainTable } from '../table.js';
import { placeText } from '../text.js';
import { words } from './coverage-words.js';

const neverIn = ({ rows }: TableCoverage): TableCoverage['rows'] =>
  rows.filter(({ idle, messages }) => idle === undefined && messages === 0);

/** The coverage for people: a line for each table, then the rows that nothing exercises, with their places. */
export const coverageText = (coverage: Coverage, lang: Language): string => {
  const said = words[lang];
  const lines = coverage.tables.map((one) => [
    one.name,
    one.rows.length,
    one.rows.length - one.live,
    one.exercised,
    percent(one),
  ]);
  const rows = coverage.tables.reduce((sum, one) => sum + one.rows.length, 0);
  lines.push([said.total, rows, rows - coverage.live, coverage.exercised, percent(coverage)]);
  const table = plainTable(
    [said.table, said.rows, said.idle, said.exercised, said.percent],
    lines.map((cells) => cells.map(String)),
  );
  const never = coverage.tables.flatMap(neverIn);
  const list = never.map(({ id, name, place }) => `  ${id}  ${name}  ${placeText(place, lang)}\n`).join('');
  return [
    `${table}\n`,
    never.length === 0 ? '' : `\n${chalk.bold(`${said.never}: ${never.length}`)}\n${list}`,
    `\n${said.messages}: ${coverage.messages}\n`,
    coverage.failed.length === 0 ? '' : `${said.failed}: ${coverage.failed.length}\n`,
  ].join('');
};

/** The coverage as JSON: tables, and in them each row with the number of messages that exercise it. */
export const coverageJson = (coverage: Coverage, lang: Language): object => ({
  messages: coverage.messages,
  failed: coverage.failed.map(({ file, errors }) => ({
    file,
    diagnostics: errors.map((one) => toldIn(one, lang)),
  })),
  total: coverage.live,
  exercised: coverage.exercised,
  percent: percent(coverage),
  tables: coverage.tables.map((table) => ({
    name: table.name,
    total: table.live,
    exercised: table.exercised,
    percent: percent(table),
    rows: table.rows.map(({ id, name, messages, idle }) => ({ id, name, messages, idle })),
  })),
});
