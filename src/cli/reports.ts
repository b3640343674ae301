import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import chalk, { Chalk } from 'chalk';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import type { Checked } from '../report/reporters/checked.js';
import { type ReporterName, reporters } from '../report/reporters/index.js';
import { chunks } from './chunks.js';
import { UsageError } from './exit.js';
import { writeStdout } from './output.js';
import { version } from './version.js';

/** A report that was asked for, and the file it goes to; undefined for standard output. */
export interface Wanted {
  reporter: ReporterName;
  file: string | undefined;
}

const isReporter = (name: string): name is ReporterName => Object.hasOwn(reporters, name);

/**
 * Reads what `--reporter` says, each `NAME` or `NAME=FILE`.
 *
 * @param json whether `--json` was given, which is `--reporter json`
 * @returns the reports that are wanted: for people, if none was named
 * @throws UsageError for a reporter that is not there, or two on standard output
 */
export const wantedReports = (given: readonly string[], json: boolean): Wanted[] => {
  const named = [...given, ...(json ? ['json'] : [])];
  const wanted = (named.length === 0 ? ['text'] : named).map((one): Wanted => {
    const at = one.indexOf('=');
    const reporter = at < 0 ? one : one.slice(0, at);
    const file = at < 0 ? undefined : one.slice(at + 1);
    if (!isReporter(reporter) || file === '')
      throw new UsageError(
        `--reporter ${one}: a reporter is one of ${Object.keys(reporters).join(', ')}; NAME=FILE writes to a file.`,
      );
    return { reporter, file };
  });
  if (wanted.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(
      'Only one reporter can write to standard output; give the others a file: NAME=FILE.',
    );
  return wanted;
};

/**
 * Writes reports where they belong, in a language.
 *
 * @throws DiagnosticError IN007
 */
export const writeReports = async (
  wanted: readonly Wanted[],
  checked: readonly Checked[],
  lang: Language,
): Promise<void> => {
  const plain = new Chalk({ level: 0 });
  for (const { reporter, file } of wanted) {
    const colour = file === undefined ? chalk : plain;
    const report = chunks(reporters[reporter](checked, { lang, colour, version: version() }));
    if (file === undefined) {
      await writeStdout(report);
      continue;
    }
    try {
      mkdirSync(dirname(file), { recursive: true });
      const fd = openSync(file, 'w');
      try {
        for (const chunk of report) writeFileSync(fd, chunk);
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      throw new DiagnosticError(diagnostic('IN007', { file }, { reason: systemReason(error) }));
    }
  }
};
