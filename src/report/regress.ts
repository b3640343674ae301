import { type Diagnostic, diagnostic, type Params, type Place } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import type { Judged, Verdict } from '../regress/judge.js';
import { general } from '../regress/origins.js';
import { leaves, type Tree } from '../regress/tree.js';
import { excerpt, excerpts } from './excerpt.js';
import { masked } from './mask.js';
import { words } from './regress-words.js';
import type { Finding } from './reporters/checked.js';

/** How differences are shown. */
export interface Showing {
  lang: Language;
  /** Whether values of personal data are shown. */
  showValues: boolean;
}

const CODES = { changed: 'REG010', gone: 'REG011', new: 'REG012', order: 'REG013' } as const;

const fill = (template: string, params: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));

const quoted = (text: string, literal: boolean): string => (literal ? text : JSON.stringify(text));

/** As many rows are named of what many made. */
const ROWS = 5;

const fewRows = (rows: string): string => {
  const all = rows.split(' ');
  return all.length > ROWS ? `${all.slice(0, ROWS).join(' ')} …` : rows;
};

/** A part that has no value of its own is as many values as it holds. */
const partText = (one: Tree, lang: Language): string => {
  const n = [...leaves(one)].length;
  return n === 0 ? words[lang].nothing : fill(n === 1 ? words[lang].value : words[lang].values, { n });
};

/** What was and what is, as people may see it. */
const sides = (
  { difference, before, origin }: Judged,
  { lang, showValues }: Showing,
): { before: string | undefined; after: string | undefined } => {
  const { expected, made } = difference;
  const show = (one: Tree | undefined, text: string | undefined, part: string | undefined) => {
    if (one === undefined) return undefined;
    if (text === undefined || part === undefined) return partText(one, lang);
    const mask = masked(text, origin.personal, showValues);
    return mask === text ? quoted(part, one.literal) : mask;
  };
  const [old, now] = [before ?? expected?.text, made?.text];
  const [left, right] =
    old === undefined || now === undefined
      ? [old === undefined ? old : excerpt(old), now === undefined ? now : excerpt(now)]
      : excerpts(old, now);
  return { before: show(expected, old, left), after: show(made, now, right) };
};

const differenceFinding = (judged: Judged, folder: string, showing: Showing): Finding => {
  const { difference, wrongId, file, origin } = judged;
  const { expected, made, kind } = difference;
  const path = (expected ?? made)?.path || file;
  const code = wrongId ? 'REG014' : CODES[kind];
  const { before, after } = kind === 'order' ? {} : sides(judged, showing);
  const { line, column } = expected?.place?.() ?? {};
  const place: Place = {
    file: `${folder}/expected/${file}`,
    ...(line === undefined || column === undefined ? {} : { line, column }),
    path,
  };
  const rows = origin.rows && fewRows(origin.rows);
  const params = { path, before: before ?? '', after: after ?? '' };
  return {
    ...diagnostic(code, place, params, rows === undefined ? {} : { rule: `row ${rows}` }),
    difference: {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(rows === undefined ? {} : { rows }),
    },
    cause: [code, rows ?? '', general(path)].join(' '),
  };
};

/**
 * What is found of a scenario: each difference as a diagnostic, with the row that made the value.
 *
 * @param folder the folder of the scenario, as the user named it
 */
export const findingsOf = (verdict: Verdict, folder: string, showing: Showing): Finding[] => {
  const expected = (file: string): string => `${folder}/expected/${file}`;
  const of = (code: Diagnostic['code'], place: Place, params: Params = {}): Diagnostic =>
    diagnostic(code, place, params);
  return [
    ...verdict.missing.map((file) => of('REG020', { file: expected(file) })),
    ...verdict.unexpected.map((file) => of('REG021', { file: expected(file) })),
    ...verdict.broken.map(({ file, reason }) => of('REG023', { file: expected(file) }, { reason })),
    ...verdict.gone.map(({ severity, code, at }) => ({
      ...of('REG030', { file: expected('diagnostics.yaml') }, { told: `${severity} ${code}`, at }),
      cause: `REG030 ${code}`,
    })),
    ...verdict.told.map(({ severity, code, message, hint, place, rule }) => ({
      ...diagnostic(
        'REG031',
        { ...place, file: `${folder}/input/${place.file}` },
        { told: `${severity} ${code}`, message, hint },
        rule === undefined ? {} : { rule },
      ),
      cause: `REG031 ${code}`,
    })),
    ...verdict.differences.map((judged) => differenceFinding(judged, folder, showing)),
  ];
};

/** What is to be known of a scenario and is no difference. */
export const notesOf = ({ renamed }: Verdict, { lang }: Showing): string[] => {
  if (renamed === 0) return [];
  return [renamed === 1 ? words[lang].renamedOne : fill(words[lang].renamed, { n: renamed })];
};

/** What was written of what a scenario expects, and which errors it expects now. */
export const updateNotes = (
  { written, removed }: { written: readonly string[]; removed: readonly string[] },
  diagnostics: readonly Diagnostic[],
  { lang }: Showing,
): string[] => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const note = (word: 'written' | 'removed' | 'failsNow', names: readonly string[]): string[] =>
    names.length === 0 ? [] : [fill(words[lang][word], { names: names.join(', ') })];
  const changed = written.length + removed.length > 0;
  return [
    ...note('written', written),
    ...note('removed', removed),
    ...note('failsNow', changed ? [...new Set(errors)] : []),
  ];
};
