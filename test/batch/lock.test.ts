import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contents, type Ended, putBatch, start } from '../support/batch.js';
import { medcomConvert } from '../support/cli.js';
import { files, folder, out, put } from '../support/folder.js';

const args = (...more: string[]): string[] => [
  ...['convert', join(folder, 'in'), '--to', 'fhir', '--sor', 'samples/sor.csv', '--out', out(), ...more],
];

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((done) => setTimeout(done, 5));
};

/** The number of a process that has ended. */
const ended = (): number => spawnSync('true').pid;

/** What a batch leaves that was killed, at whatever moment. */
const LEFT: ReadonlyArray<[string, (lock: string, pid: number) => void]> = [
  ['with the folder', (lock, pid) => put(`${lock}/held/${pid}`, '')],
  ['before it had the folder', (lock, pid) => put(`${lock}/${pid}/${pid}`, '')],
  ['while it gave the folder free', (lock) => mkdirSync(join(folder, lock, 'held'), { recursive: true })],
];

describe('one batch at a time writes into a folder', () => {
  test.each([[[]], [['--resume']]])('and another one is refused, and touches nothing: %j', async (more) => {
    putBatch(1000);
    const first = start(args('--jobs', '1'));
    await until(() => files(out()).length > 20);
    const second = medcomConvert(args(...more));
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toMatch(/^error IN022 Another batch .* \(process \d+\)\./);
    expect(second.stderr).toContain(`at ${out()}\n`);
    expect(second.stderr).toMatch(/Wait .* --out .* remove \.medcom-convert\.lock/);
    expect(medcomConvert(['--lang', 'da', ...args()]).stderr).toMatch(/^fejl IN022 En anden kørsel/);
    expect(existsSync(join(out(), '.medcom-convert', 'list'))).toBe(true);
    const { code, stderr } = await first.ended;
    expect({ code, defect: /defect/.test(stderr) }).toEqual({ code: 1, defect: false });
    expect(readdirSync(out()).sort()).toEqual(['0', '1', '2']);
  });

  test('whichever of several that begin at once', async () => {
    putBatch(300);
    for (let round = 0; round < 3; round++) {
      rmSync(out(), { recursive: true, force: true });
      put(`out/.medcom-convert.lock/held/${ended()}`, '');
      const runs = await Promise.all([1, 2, 3, 4].map(() => start(args('--jobs', '1')).ended));
      const refused = ({ stderr }: Ended): boolean => stderr.includes('IN022');
      expect(runs.filter((run) => !refused(run)).length).toBeGreaterThan(0);
      for (const run of runs) expect(run.code, run.stderr).toBe(refused(run) ? 2 : 1);
      expect(readdirSync(out()).sort()).toEqual(['0', '1', '2']);
    }
  });

  test.each(LEFT)('but for one that was killed %s', (_, leave) => {
    putBatch(10);
    leave('out/.medcom-convert.lock', ended());
    expect(medcomConvert(args('--resume')).stderr).not.toContain('IN022');
    expect(Object.keys(contents(out())).length).toBe(8);
    expect(readdirSync(out())).not.toContain('.medcom-convert.lock');
  });

  test('until it is killed, or stopped', async () => {
    putBatch(1500);
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      const run = start(args('--jobs', '2', '--resume'));
      const before = files(out()).length;
      await until(() => files(out()).length > before + 50);
      run.kill(signal);
      await run.ended;
      expect(existsSync(join(out(), '.medcom-convert.lock'))).toBe(signal === 'SIGKILL');
    }
    expect(medcomConvert(args('--jobs', '2', '--resume'))).toMatchObject({ code: 1 });
    expect(readdirSync(out())).not.toContain('.medcom-convert.lock');
  });
});
