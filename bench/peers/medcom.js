/** What another converter of EDIFACT needs for the same letters; its command is told in an environment variable. */
import { join } from 'node:path';
import { messagesOf } from '../pairs.js';
import { FEW, ours, perSecond, run, withLetters } from './commands.js';

const VARIABLE = 'MEDCOM_EDI_CONVERTER';

/** Rows of a table: what, and letters per second; or why there are none. */
export const medcom = () => {
  const told = process.env[VARIABLE];
  if (told === undefined)
    return `${VARIABLE} is not set; MedCom's converter is left out (${VARIABLE}="java -jar converter.jar {in} {out}").`;
  const [interchange] = messagesOf('DIS91 → XDIS91', 'small');
  return withLetters(interchange, 'edi', (files, results) => {
    const few = files.slice(0, FEW);
    const each = (way) => () => few.reduce((sum, file) => sum + way(file), 0);
    const peer = (file) => {
      const [program, ...args] = told
        .split(' ')
        .map((word) => word.replace('{in}', file).replace('{out}', join(results, 'peer.xml')));
      return run([program, args]);
    };
    const [theirs, own] = perSecond(
      [each(peer), each((file) => run(ours('oioxml', [file], '--out', results)))],
      FEW,
    );
    return [
      ["MedCom's converter, DIS91 to XDIS91, one process for each letter", theirs],
      ['`convert`, DIS91 to XDIS91, one process for each letter', own],
    ];
  });
};
