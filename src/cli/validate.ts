import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import type { Limits } from '../limits.js';
import { type Checked, passed } from '../report/reporters/checked.js';
import type { Validator } from '../validation/validator.js';
import { Exit } from './exit.js';
import { findInputs } from './find-inputs.js';
import { type InputFile, openInput } from './inputs.js';
import { progress } from './progress.js';
import { wantedReports, writeReports } from './reports.js';
import { loadAll, type SetupOptions } from './setup.js';

/** Options of `validate` as the command line gives them. */
export interface ValidateOptions extends Pick<SetupOptions, 'mappings' | 'limit'> {
  reporter?: string[];
  json?: boolean;
  lang: Language;
}

/** What is wrong with a file, and what messages it holds. */
const check = (
  file: InputFile,
  validator: Validator,
  limits: Limits,
): Pick<Checked, 'findings' | 'notes'> => {
  try {
    const { messages, diagnostics } = validator.validate({ name: file.name, bytes: openInput(file, limits) });
    return { findings: diagnostics, notes: messages.length === 0 ? [] : [[...new Set(messages)].join(', ')] };
  } catch (error) {
    return {
      findings: [diagnostic('IN001', { file: file.name }, { reason: systemReason(error) })],
      notes: [],
    };
  }
};

/**
 * `medcom-convert validate`: checks messages of all formats and tells what is wrong with them, where, by which rule, and how
 * to mend it. Fails if one of them has an error.
 *
 * @throws UsageError, DiagnosticError for wrong usage or configuration
 */
export const validateCommand = async (inputs: readonly string[], options: ValidateOptions): Promise<Exit> => {
  const wanted = wantedReports(options.reporter ?? [], options.json === true);
  const { validator, limits } = loadAll(options);
  const { files, diagnostics } = await findInputs(inputs, limits);
  const all: Checked[] = diagnostics.map((one) => ({
    kind: 'file',
    name: one.place.file ?? '',
    findings: [one],
    notes: [],
    milliseconds: 0,
  }));
  const bar = progress(files.length, options.lang);
  for (const file of files) {
    const begun = performance.now();
    const found = check(file, validator, limits);
    const milliseconds = Math.round(performance.now() - begun);
    all.push({ kind: 'file', name: file.name, ...found, milliseconds });
    bar.step();
  }
  bar.stop();
  await writeReports(wanted, all, options.lang);
  return all.every(passed) ? Exit.ok : Exit.failed;
};
