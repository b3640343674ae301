import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { agrees, judge } from '../regress/judge.js';
import { findingsOf, notesOf, type Showing, updateNotes } from '../report/regress.js';
import { type Checked, type Finding, passed } from '../report/reporters/checked.js';
import { diagnosticLines } from '../report/text.js';
import { Exit } from './exit.js';
import { progress } from './progress.js';
import { wantedReports, writeReports } from './reports.js';
import { convertScenario } from './scenarios/convert.js';
import { readExpected, writeExpected } from './scenarios/expected.js';
import { findScenarios, type Scenario } from './scenarios/find.js';
import { type SetupOptions, setUp } from './setup.js';

/** Options of `regress` as the command line gives them. */
export interface RegressOptions extends SetupOptions {
  update?: boolean;
  reporter?: string[];
  json?: boolean;
  showValues?: boolean;
  lang: Language;
}

type SetUp = ReturnType<typeof setUp>;

/** Scenarios of the same tables and directory share a converter; what the command line says holds for all. */
const converters = (given: SetupOptions & { lang: Language }): ((scenario: Scenario) => SetUp) => {
  const known = new Map<string, SetUp>();
  return ({ options }) => {
    const [sor, mappings] = [given.sor ?? options.sor, given.mappings ?? options.mappings];
    const { limit } = given;
    const key = JSON.stringify([sor, mappings]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = setUp({
      ...(sor === undefined ? {} : { sor }),
      ...(mappings === undefined ? {} : { mappings }),
      ...(limit === undefined ? {} : { limit }),
    });
    for (const one of made.diagnostics) process.stderr.write(diagnosticLines(one, given.lang));
    known.set(key, made);
    return made;
  };
};

/** What a scenario gives now, against what it expects. */
const check = async (
  scenario: Scenario,
  using: SetUp,
  { update = false }: RegressOptions,
  showing: Showing,
): Promise<{ findings: Finding[]; notes: string[] }> => {
  const { folder } = scenario;
  const known = readExpected(scenario);
  const { made, diagnostics } = await convertScenario(scenario, using);
  if (known === undefined && !update)
    return { findings: [diagnostic('REG022', { file: folder })], notes: [] };
  const verdict = judge(known ?? { files: new Map(), told: [] }, made, diagnostics);
  if (!update || agrees(verdict))
    return { findings: findingsOf(verdict, folder, showing), notes: notesOf(verdict, showing) };
  const done = writeExpected(scenario, verdict, made, diagnostics);
  return { findings: [], notes: updateNotes(done, diagnostics, showing) };
};

/** The same, timed; what cannot be read is a finding. */
const checked = async (...[scenario, ...rest]: Parameters<typeof check>): Promise<Checked> => {
  const begun = performance.now();
  const found = await check(scenario, ...rest).catch((error) => {
    const told =
      error instanceof DiagnosticError
        ? error.all
        : [diagnostic('IN001', { file: scenario.folder }, { reason: systemReason(error) })];
    return { findings: [...told], notes: [] };
  });
  const milliseconds = Math.round(performance.now() - begun);
  return { kind: 'scenario', name: scenario.name, ...found, milliseconds };
};

/**
 * `medcom-convert regress`: converts the input of scenarios and compares with what they expect, by meaning. Nothing is
 * written without `--update`.
 *
 * @throws UsageError, DiagnosticError for wrong usage or configuration
 */
export const regressCommand = async (folders: readonly string[], options: RegressOptions): Promise<Exit> => {
  const wanted = wantedReports(options.reporter ?? [], options.json === true);
  const { scenarios, diagnostics } = findScenarios(folders);
  for (const one of diagnostics) process.stderr.write(diagnosticLines(one, options.lang));
  if (diagnostics.length > 0) return Exit.usage;
  const showing: Showing = { lang: options.lang, showValues: options.showValues === true };
  const using = converters(options);
  const bar = progress(scenarios.length, options.lang);
  const all: Checked[] = [];
  for (const scenario of scenarios) {
    all.push(await checked(scenario, using(scenario), options, showing));
    bar.step();
  }
  bar.stop();
  await writeReports(wanted, all, showing.lang);
  return all.every(passed) ? Exit.ok : Exit.failed;
};
