import { writeSync } from 'node:fs';
import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Language } from '../diagnostics/language.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { diagnosticLines } from '../report/text.js';
import { Exit } from './exit.js';
import { words } from './words.js';

const STDERR = 2;

/**
 * Ends the program when standard output takes no more, as on a disk that is full: nobody would see that a part of a result is missing.
 *
 * @param isLog true while what is written there is only told, and stands in a store, too
 */
export const heedStdout = (langOf: () => Language, isLog: () => boolean): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads the output may stop reading (| head); that is no failure.
    if (error.code === 'EPIPE') process.exit(Exit.ok);
    if (isLog()) return;
    const lang = langOf();
    const place = { file: words[lang].standardOutput };
    // At once: what else is to be written does not matter any more.
    writeSync(STDERR, diagnosticLines(diagnostic('IN007', place, { reason: systemReason(error) }), lang));
    process.exit(Exit.failed);
  });
};
