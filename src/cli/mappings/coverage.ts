import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createConverter } from '../../conversion/convert.js';
import { coverageOf, percent } from '../../coverage/coverage.js';
import type { Language } from '../../diagnostics/language.js';
import { coverageJson, coverageText } from '../../report/mappings/coverage.js';
import { diagnosticLines } from '../../report/text.js';
import { Exit, UsageError } from '../exit.js';
import { loadAll } from '../setup.js';
import { readScenarios, SAMPLE_DIRECTORY, shippedSamples } from './samples.js';

/** Options of `mappings coverage` as the command line gives them. */
export interface CoverageOptions {
  samples?: string;
  sor?: string[];
  mappings?: string;
  min: string;
  json?: boolean;
  lang: Language;
}

const atLeast = (min: string): number => {
  const value = Number(min);
  if (min.trim() === '' || !(value >= 0 && value <= 100))
    throw new UsageError('--min is a percentage, from 0 to 100.');
  return value;
};

/**
 * `medcom-convert mappings coverage`: which rows of all tables the samples exercise.
 *
 * @returns 1 if fewer than --min percent are, or a sample cannot be converted
 */
export const coverageCommand = (options: CoverageOptions): Exit => {
  const min = atLeast(options.min);
  const folder = options.samples ?? shippedSamples;
  if (options.samples === undefined && !existsSync(folder))
    throw new UsageError('The samples are not in the executable; give a folder of them with --samples DIR.');
  const scenarios = readScenarios(folder);
  const own = join(folder, SAMPLE_DIRECTORY);
  const sor = options.sor ?? (existsSync(own) ? [own] : []);
  const { tables, directory, diagnostics } = loadAll({ ...options, sor });
  const coverage = coverageOf(scenarios, tables, createConverter(tables, directory));
  for (const one of [...diagnostics, ...coverage.failed.flatMap(({ errors }) => errors)])
    process.stderr.write(diagnosticLines(one, options.lang));
  const { json, lang } = options;
  process.stdout.write(
    json === true ? `${JSON.stringify(coverageJson(coverage, lang))}\n` : coverageText(coverage, lang),
  );
  return percent(coverage) < min || coverage.failed.length > 0 ? Exit.failed : Exit.ok;
};
