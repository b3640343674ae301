/** What an XSLT processor needs for the same letters, with a style sheet of our rows. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { small } from '../messages.js';
import { FEW, isThere, MANY, ours, perSecond, run, withLetters } from './commands.js';

const PROGRAM = 'xsltproc';
const sheet = fileURLToPath(new URL('./xdis91-to-carecommunication.xsl', import.meta.url));

/** Rows of a table: what, and letters per second; or why there are none. */
export const xslt = () => {
  if (!isThere(PROGRAM)) return `${PROGRAM} is not installed (Debian: apt-get install xsltproc); left out.`;
  const [letter] = small();
  return withLetters(letter, 'xml', (files, results) => {
    const xml = (some, ...options) =>
      run(ours('fhir', some, '--fhir-format', 'xml', '--out', results, ...options));
    // It writes what it makes of several files to one output.
    const peer = (some) => run([PROGRAM, ['-o', join(results, 'peer.xml'), sheet, ...some]]);
    const few = files.slice(0, FEW);
    const each = (way) => () => few.reduce((sum, file) => sum + way([file]), 0);
    const many = perSecond([() => peer(files), () => xml(files), () => xml(files, '--no-validate')], MANY);
    const single = perSecond([each(peer), each((some) => xml(some))], FEW);
    return [
      [`\`${PROGRAM}\`, one process for ${MANY} letters`, many[0]],
      [`\`convert\`, one process for ${MANY} letters, results checked`, many[1]],
      ['the same with `--no-validate`', many[2]],
      [`\`${PROGRAM}\`, one process for each letter`, single[0]],
      ['`convert`, one process for each letter', single[1]],
    ];
  });
};
