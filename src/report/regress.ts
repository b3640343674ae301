import { type Diagnostic, diagnostic, type Params, type Place } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import { hintOf, messageOf, type Phrase, type PhraseKey, phrase } from '../diagnostics/phrase.js';
import { phrases } from '../diagnostics/phrases/index.js';
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
  return n === 0 ? words[lang].nothing : filled(n === 1 ? words[lang].value : words[lang].values, { n });
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
    const mask = masked(text, origin.personal, showValues, lang);
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

/** A diagnostic by its code; how much it matters in words, if that is known. */
const toldWords = (severity: string, code: string): string | Phrase => {
  const key = `told-${severity}`;
  return key in phrases ? phrase(key as PhraseKey, { code }) : `${severity} ${code}`;
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
  const told = (one: Diagnostic): Finding => ({
    ...diagnostic(
      'REG031',
      { ...one.place, file: `${folder}/input/${one.place.file}` },
      { told: toldWords(one.severity, one.code), message: messageOf(one), hint: hintOf(one) },
      one.rule === undefined ? {} : { rule: one.rule },
    ),
    cause: `REG031 ${one.code}`,
  });
  const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
  return [
    // Errors of the input are why results are missing.
    ...verdict.told.filter(isError).map(told),
    ...verdict.missing.map((file) => of('REG020', { file: expected(file) })),
    ...verdict.unexpected.map((file) => of('REG021', { file: expected(file) })),
    ...verdict.broken.map(({ file, reason }) => of('REG023', { file: expected(file) }, { reason })),
    ...verdict.gone.map(({ severity, code, at }) => ({
      ...of('REG030', { file: expected('diagnostics.yaml') }, { told: toldWords(severity, code), at }),
      cause: `REG030 ${code}`,
    })),
    ...verdict.told.filter((one) => !isError(one)).map(told),
    ...verdict.differences.map((judged) => differenceFinding(judged, folder, showing)),
  ];
};

/** What is to be known of a scenario and is no difference. */
export const notesOf = ({ renamed }: Verdict, { lang }: Showing): string[] => {
  if (renamed === 0) return [];
  return [renamed === 1 ? words[lang].renamedOne : filled(words[lang].renamed, { n: renamed })];
};

/** What was written of what a scenario expects, and which errors it expects now. */
export const updateNotes = (
  { written, removed }: { written: readonly string[]; removed: readonly string[] },
  diagnostics: readonly Diagnostic[],
  { lang }: Showing,
): string[] => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const note = (word: 'written' | 'removed' | 'failsNow', names: readonly string[]): string[] =>
    names.length === 0 ? [] : [filled(words[lang][word], { names: names.join(', ') })];
  const changed = written.length + removed.length > 0;
  return [
    ...note('written', written),
    ...note('removed', removed),
    ...note('failsNow', changed ? [...new Set(errors)] : []),
  ];
};
