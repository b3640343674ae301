/** Whole commands over folders of letters, as users run them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../measure.js';

/** Letters that one process converts, and processes that convert one each. */
export const MANY = 500;
export const FEW = 10;
const ROUNDS = 3;

const command = fileURLToPath(new URL('../../bin/medcom-convert.js', import.meta.url));

/** Our command line for files, without the name of the folder that the results go to. */
export const ours = (to, files, ...options) => [
  process.execPath,
  [command, 'convert', '--to', to, '--sor-missing', 'warn', ...options, ...files],
];

/** True if a program is there. */
export const isThere = (program) => spawnSync(program, ['--version']).error === undefined;

/** Runs a command; milliseconds. It must succeed. */
export const run = ([program, args]) => {
  const begun = performance.now();
  const { status, error, stderr } = spawnSync(program, args, { maxBuffer: 1 << 28 });
  if (error !== undefined || status !== 0) throw new Error(`${program}: ${error ?? stderr}`);
  return performance.now() - begun;
};

/** Copies of a letter in a folder that is gone afterwards; `work` gets their files and a folder for results. */
export const withLetters = (bytes, ending, work) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const results = join(folder, 'results');
    mkdirSync(results);
    for (let i = 0; i < MANY; i++) writeFileSync(join(folder, `letter-${i}.${ending}`), bytes);
    const names = readdirSync(folder).filter((name) => name.endsWith(`.${ending}`));
    return work(
      names.map((name) => join(folder, name)),
      results,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Letters per second of ways that take turns: each is a function that runs a command once and returns its milliseconds. */
export const perSecond = (ways, letters) => {
  const times = ways.map(() => []);
  for (let i = 0; i < ROUNDS; i++) for (const [j, way] of ways.entries()) times[j].push(way());
  return times.map((all) => Math.round((1000 * letters) / median(all)));
};
