import { Batch, type BatchOptions } from './batch.js';
import { BatchReports } from './batch-reports.js';
import { Exit, UsageError } from './exit.js';
import { findInputs } from './inputs.js';
import { OutputFolder } from './output.js';
import { progress } from './progress.js';
import { failure, Results } from './results.js';
import { type SetupOptions, setUp } from './setup.js';

/** Options of `convert` as the command line gives them. */
export interface ConvertOptions extends BatchOptions, SetupOptions {
  out: string;
  json?: boolean;
  /** Files that are told what came of the batch. */
  report?: string[];
}

const STDOUT = '-';
/** Signals are heard at least so often, in milliseconds. */
const BREATH = 50;

/** Lets signals be heard, and what waits for its turn, now and then. */
const breather = (): (() => Promise<void>) => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await new Promise((done) => setImmediate(done));
    last = performance.now();
  };
};

/**
 * `medcom-convert convert`: converts what the inputs name, message by message; one that fails does not stop the others.
 *
 * @throws UsageError, DiagnosticError for wrong usage or configuration
 */
export const convertCommand = async (inputs: readonly string[], options: ConvertOptions): Promise<Exit> => {
  if (options.out === STDOUT && options.json)
    throw new UsageError(
      '--json tells results on standard output; give the messages a folder with --out DIR.',
    );
  if (options.to === 'edifact' && options.unmappable === 'reference')
    throw new UsageError('EDIFACT has no references; --unmappable is transliterate or error there.');
  if (options.out === STDOUT && options.trace)
    throw new UsageError('--trace writes files beside the results; give them a folder with --out DIR.');
  const { diagnostics, ...using } = setUp(options);
  const { files, diagnostics: missing } = await findInputs(inputs, using.limits);
  const bar = progress(files.length, options.lang);
  const results = new Results(options.json === true, options.lang, bar);
  const run = { to: options.to, tables: using.tables, lang: options.lang, inputs: files };
  const reports = options.report && new BatchReports(options.report, run, results);
  const teller = reports ?? results;
  const breathe = breather();
  let complete = false;
  try {
    teller.aside(diagnostics);
    for (const one of missing) teller.tell(failure(one.place.file ?? '', [one]));
    const folder = options.out === STDOUT ? undefined : new OutputFolder(options.out, files);
    await new Batch(using, options, teller, folder).convertAll(files, async () => {
      bar.step();
      await breathe();
    });
    complete = true;
  } finally {
    bar.stop();
    reports?.end(complete);
  }
  results.end();
  return results.anyFailed ? Exit.failed : Exit.ok;
};
