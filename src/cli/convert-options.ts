import { resolve } from 'node:path';
import type { TableFiles } from '../mapping/files.js';
import type { BatchOptions } from './batch/options.js';
import { sumOf } from './batch/sum.js';
import { UsageError } from './exit.js';
import { STDIN } from './find-inputs.js';
import type { SetupOptions, Sources } from './setup.js';

export const STDOUT = '-';

/** Options of `convert` as the command line gives them. */
export interface ConvertOptions extends BatchOptions, SetupOptions {
  out: string;
  /** File with the names of inputs, one a line. */
  filesFrom?: string;
  /** How many threads. */
  jobs?: number;
  unordered?: boolean;
  resume?: boolean;
  /** Folder for inputs that fail. */
  quarantine?: string;
  json?: boolean;
  /** Files that are told what came of the batch. */
  report?: string[];
}

/** The options of a batch alone, which can go to another thread. */
export const batchOptions = (options: ConvertOptions): BatchOptions => {
  const { to, fhirFormat, sorMissing, ids, envelope, unmappable, ediNewlines } = options;
  const { incomplete = false, strict = false, validate, trace = false, showValues = false, lang } = options;
  const how = { to, fhirFormat, sorMissing, ids, envelope, ediNewlines, incomplete, strict, validate };
  return { ...how, trace, showValues, lang, ...(unmappable && { unmappable }) };
};

/** @throws UsageError for options that do not go together */
export const checkUsage = (inputs: readonly string[], options: ConvertOptions): void => {
  const toStdout = options.out === STDOUT;
  const wrong = [
    [
      toStdout && options.json,
      '--json tells results on standard output; give the messages a folder with --out DIR.',
    ],
    [
      options.to === 'edifact' && options.unmappable === 'reference',
      'EDIFACT has no references; --unmappable is transliterate or error there.',
    ],
    [
      toStdout && options.trace,
      '--trace writes files beside the results; give them a folder with --out DIR.',
    ],
    [
      toStdout && (options.jobs ?? 1) > 1,
      '--jobs writes several results at a time; give them a folder with --out DIR.',
    ],
    [toStdout && options.resume, '--resume goes on where results are in a folder; give it with --out DIR.'],
    [
      !toStdout && options.quarantine !== undefined && resolve(options.quarantine) === resolve(options.out),
      'Inputs that failed would lie among the results; give --quarantine a folder of its own.',
    ],
    [
      inputs.length === 0 && options.filesFrom === undefined,
      'There is no input; name files or folders, or a list of them with --files-from FILE.',
    ],
    [
      inputs.includes(STDIN) && options.filesFrom === STDIN,
      'Standard input is a message or a list of names, not both.',
    ],
  ] as const;
  for (const [is, message] of wrong) if (is) throw new UsageError(message);
};

/** What results depend on, beside this program. */
export const settingsOf = (
  inputs: readonly string[],
  options: ConvertOptions,
  tables: TableFiles,
  { sor }: Sources,
): object => ({
  inputs,
  filesFrom: options.filesFrom,
  limit: options.limit,
  ...batchOptions(options),
  mappings: sumOf(tables.values()),
  sor: sumOf(sor.map(({ bytes }) => bytes)),
});
