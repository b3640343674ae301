import { checkTables } from '../../check/check.js';
import { toldIn } from '../../diagnostics/diagnostic.js';
import type { Language } from '../../diagnostics/language.js';
import { readTableFiles, shippedTables } from '../../mapping/files.js';
import { checkSummary } from '../../report/mappings/check.js';
import { diagnosticLines } from '../../report/text.js';
import { Exit } from '../exit.js';

/** Options of `mappings check` as the command line gives them. */
export interface CheckOptions {
  mappings?: string;
  json?: boolean;
  lang: Language;
}

/**
 * `medcom-convert mappings check`: all that is wrong with the tables.
 *
 * @returns 1 if anything is wrong
 */
export const checkCommand = ({ mappings, json, lang }: CheckOptions): Exit => {
  const checked = checkTables({
    shipped: readTableFiles(shippedTables),
    site: mappings === undefined ? new Map() : readTableFiles(mappings),
  });
  const { faults, files, cutShort } = checked;
  if (json === true) {
    const diagnostics = faults.map((one) => toldIn(one, lang));
    process.stdout.write(`${JSON.stringify({ files, cutShort, diagnostics })}\n`);
  } else {
    for (const one of faults) process.stderr.write(diagnosticLines(one, lang));
    process.stdout.write(checkSummary(checked, lang));
  }
  return faults.length > 0 ? Exit.failed : Exit.ok;
};
