/** Measures one case of pairs.js in a process of its own: parsers slow down once they have seen other kinds of text. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { byTurns } from './measure.js';
import { cases } from './pairs.js';

const own = fileURLToPath(import.meta.url);

/** Milliseconds of a conversion, of its floor, and of another floor if the case has one. */
export const timesOf = (one) =>
  JSON.parse(execFileSync(process.execPath, [own, String(cases.indexOf(one))], { encoding: 'utf8' }));

if (process.argv[1] === own) {
  const { documents, convert, prepare, read, other, write, rounds, batch } = cases[Number(process.argv[2])];
  const made = documents();
  const result = prepare(convert(made).result);
  const floor = (reader) => () => {
    for (const bytes of made) reader(bytes);
    return write(result);
  };
  const works = [() => convert(made), floor(read), ...(other === undefined ? [] : [floor(other)])];
  process.stdout.write(JSON.stringify(byTurns(works, rounds, batch)));
}
