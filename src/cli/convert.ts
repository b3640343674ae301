import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Batch, type BatchOptions } from './batch.js';
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
}

const STDOUT = '-';

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
  const { files, diagnostics: missing } = await findInputs(inputs);
  const bar = progress(files.length);
  const results = new Results(options.json === true, bar);
  results.aside(diagnostics);
  for (const one of missing) results.tell(failure(one.place.file ?? '', [one as Diagnostic]));
  const folder = options.out === STDOUT ? undefined : new OutputFolder(options.out, files);
  const batch = new Batch(using, options, results, folder);
  await batch.convertAll(files, (n) => bar.step(n));
  bar.stop();
  results.end();
  return results.anyFailed ? Exit.failed : Exit.ok;
};
