import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonLines, type Ran } from './cli.js';
import { letter, pairOf } from './exchange-messages.js';
import { files, folder, put } from './folder.js';
import { toInterchange } from './interchanges.js';

/** Ways in which a letter is broken. */
const broken: ReadonlyArray<(text: string) => string> = [
  (text) => text.slice(0, 900),
  (text) => text.replace('>inaktiv<', '>sovende<'),
  () => 'Kære hjemmepleje',
  () => '',
];

const name = (number: number): string => `${number % 3}/${String(number).padStart(4, '0')}`;

/**
 * Writes the inputs of a batch into the folder `in`: letters of both formats, some broken, some with a binary letter in a file far
 * away, one of which belongs to no letter, and one that comes without.
 */
export const putBatch = (count: number): string => {
  for (let number = 0; number < count; number++) {
    const kind = number % 10;
    const pair = pairOf(number);
    if (kind < 4) put(`in/${name(number)}.xml`, letter(number));
    else if (kind < 6) put(`in/${name(number)}.edi`, toInterchange(letter(number)).bytes);
    else if (kind === 6)
      put(
        `in/${name(number)}.xml`,
        (broken[Math.floor(number / 10) % 4] as (text: string) => string)(letter(number)),
      );
    else {
      put(`in/${name(number)}.xml`, pair.letter);
      // Every file is there but one, which belongs to a letter that does not exist.
      const file = number === 7 ? pairOf(999_999).binary : pair.binary;
      put(`in/files/${name(count - number)}.xml`, file);
    }
  }
  return join(folder, 'in');
};

/** The files below a folder with their content, without the state of the batch. */
export const contents = (of: string): Record<string, string> =>
  Object.fromEntries(
    files(of)
      .filter((file) => !file.startsWith('.medcom-convert/'))
      .map((file) => [file, readFileSync(join(of, file), 'latin1')]),
  );

/** Codes of errors, by the file they are told of, below the folder of the test. */
export const errorsIn = ({ stdout }: Ran): Record<string, string[]> =>
  Object.fromEntries(
    jsonLines(stdout)
      .filter(({ kind, status }) => kind === 'message' && status === 'failed')
      .map(({ file, diagnostics }) => [
        file.replace(`${folder}/`, ''),
        diagnostics.map(({ code }: { code: string }) => code),
      ]),
  );

/** What came of a run that could be killed. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs the command, and lets it be disturbed. */
export const start = (
  args: readonly string[],
  { preload, env = {} }: { preload?: string; env?: Record<string, string> } = {},
): { ended: Promise<Ended>; kill: (signal: NodeJS.Signals) => void; told: Promise<void> } => {
  const node = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...node, 'bin/medcom-convert.js', ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdin.end();
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  const told = new Promise<void>((done) => {
    child.stderr.on('data', (piece) => {
      stderr += piece;
      done();
    });
    child.on('close', () => done());
  });
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
  return { ended, kill: (signal) => void child.kill(signal), told };
};
