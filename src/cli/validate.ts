import { chalkStderr as colour } from 'chalk';
import { type Diagnostic, diagnostic, hasError } from '../diagnostics/diagnostic.js';
import { diagnosticLines } from '../report/text.js';
import type { Validation } from '../validation/validator.js';
import { Exit } from './exit.js';
import { findInputs, type InputFile, openInput, systemReason } from './inputs.js';
import { loadAll } from './setup.js';

/** Options of `validate` as the command line gives them. */
export interface ValidateOptions {
  mappings?: string;
  json?: boolean;
}

const count = (diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): number =>
  diagnostics.filter((one) => one.severity === severity).length;

const headline = ({ name, messages, diagnostics }: Validation): string => {
  const verdict = hasError(diagnostics) ? colour.red('invalid') : colour.green('valid  ');
  const what = [...new Set(messages)].join(', ');
  return `${verdict} ${name}${what === '' ? '' : colour.dim(` (${what})`)}\n`;
};

/**
 * `medcom-convert validate`: checks messages of all formats and tells what is wrong with them, where, by which rule, and how
 * to mend it. Fails if one of them has an error.
 */
export const validateCommand = async (inputs: readonly string[], options: ValidateOptions): Promise<Exit> => {
  const { validator } = loadAll(options);
  const { files, diagnostics: missing } = await findInputs(inputs);
  const sums = { valid: 0, invalid: 0, errors: 0, warnings: 0 };
  const tell = (validation: Validation): void => {
    const { diagnostics } = validation;
    const valid = !hasError(diagnostics);
    sums[valid ? 'valid' : 'invalid']++;
    sums.errors += count(diagnostics, 'error');
    sums.warnings += count(diagnostics, 'warning');
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ kind: 'validation', valid, ...validation })}\n`
        : headline(validation) + diagnostics.map((one) => diagnosticLines(one, '  ')).join(''),
    );
  };
  const validate = (file: InputFile): Validation => {
    try {
      return validator.validate({ name: file.name, bytes: openInput(file) });
    } catch (error) {
      const told = diagnostic('IN001', { file: file.name }, { reason: systemReason(error) });
      return { name: file.name, messages: [], diagnostics: [told] };
    }
  };
  for (const one of missing) tell({ name: one.place.file ?? '', messages: [], diagnostics: [one] });
  for (const file of files) tell(validate(file));
  if (options.json) process.stdout.write(`${JSON.stringify({ kind: 'summary', ...sums })}\n`);
  else {
    const { valid, invalid, errors, warnings } = sums;
    process.stderr.write(
      `${valid + invalid} files: ${valid} valid, ${invalid} invalid, ${errors} errors, ${warnings} warnings\n`,
    );
  }
  return sums.invalid > 0 ? Exit.failed : Exit.ok;
};
