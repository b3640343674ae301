/**
 * Measures the command on a batch: files of both legacy formats, one message in a hundred broken, on one core, and on all by one
 * thread and by as many as there are cores, by turns; memory while it runs; and whether every message is accounted for. Beside it, how much
 * there is to be had of several cores: a process by itself on each, with its part of the files.
 *
 *   npm run bench:batch                  100,000 messages
 *   npm run bench:batch -- 10000 5       another number, and so many turns, of which that counts that others disturbed least
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTraffic } from './traffic.js';

const BIN = fileURLToPath(new URL('../bin/medcom-convert.js', import.meta.url));
const SOR = fileURLToPath(new URL('../samples/sor.csv', import.meta.url));
/** Memory is looked at so often, in milliseconds. */
const LOOK = 250;

const memoryOf = (pid) => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return undefined;
  }
};

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

/** Keeps a process on one core: what V8 does beside would take a second one otherwise. */
const onCore = (core) => ['taskset', '-c', String(core)];
const canPin = spawnSync(onCore(0)[0], ['-V']).status === 0;

/** Converts some inputs, and tells how long it took, how much memory, and what came of them. */
const convert = (inputs, { folder, name, core, jobs }) =>
  new Promise((done) => {
    const [out, failed] = [join(folder, `out-${name}`), join(folder, `failed-${name}`)];
    const start = process.hrtime.bigint();
    const [program, ...args] = [...(core === undefined ? [] : onCore(core)), process.execPath];
    const child = spawn(program, [
      ...[...args, BIN, 'convert', ...inputs, '--to', 'fhir', '--sor', SOR],
      ...['--out', out, '--quarantine', failed, '--jobs', String(jobs)],
    ]);
    let told = '';
    child.stderr.on('data', (piece) => {
      told = (told + piece).slice(-1000);
    });
    const memory = [];
    const timer = setInterval(() => {
      const now = memoryOf(child.pid);
      if (now !== undefined) memory.push(now);
    }, LOOK);
    child.on('close', () => {
      clearInterval(timer);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const [, converted, broken] = /(\d+) converted, (\d+) failed/.exec(told).map(Number);
      const counts = { converted, failed: broken, results: filesIn(out), quarantined: filesIn(failed) };
      rmSync(out, { recursive: true });
      rmSync(failed, { recursive: true });
      done({ seconds, memory, ...counts });
    });
  });

/** One process with all files. */
const together = async (folder, { cores, jobs }) => {
  const core = cores === 1 ? 0 : undefined;
  const { memory, ...ran } = await convert([join(folder, 'in')], { folder, name: 'all', core, jobs });
  const at = (share) => Math.round(memory[Math.floor(share * (memory.length - 1))] ?? 0);
  return { ...ran, memory: [0.1, 0.25, 0.5, 0.75, 1].map(at), most: Math.round(Math.max(...memory)) };
};

/** A process on each core, with its part of the folders: they have nothing in common but the machine. */
const apart = async (folder, { cores }) => {
  const folders = readdirSync(join(folder, 'in')).map((name) => join(folder, 'in', name));
  const share = Math.ceil(folders.length / cores);
  const parts = Array.from({ length: cores }, (_, core) => folders.slice(core * share, (core + 1) * share));
  const work = parts.flatMap((part, core) =>
    part.length === 0 ? [] : [convert(part, { folder, name: `part-${core}`, core, jobs: 1 })],
  );
  return { seconds: Math.max(...(await Promise.all(work)).map(({ seconds }) => seconds)) };
};

const [count = 100_000, turns = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'medcom-bench-'));
try {
  const { files, messages, broken } = writeTraffic(join(folder, 'in'), count);
  console.log(`${messages} messages in ${files} files, ${broken} of them broken`);
  const isAccounted = ({ converted, failed, results, quarantined }) =>
    converted === messages - broken && failed === broken && results === converted && quarantined === failed;
  const cores = availableParallelism();
  const ways = [
    ...(canPin ? [{ cores: 1, jobs: 1, run: together }] : []),
    { cores, jobs: 1, run: together },
    { cores, jobs: cores, run: together },
    ...(canPin ? [{ cores, jobs: 'a process on each', run: apart }] : []),
  ];
  if (!canPin) console.log('taskset is not installed; what one core does is left out.');
  const runs = new Map(ways.map((way) => [way, []]));
  for (let turn = 0; turn < turns; turn++)
    for (const [way, own] of runs) own.push(await way.run(folder, way));
  const least = (own) => own.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  const alone = least(runs.get(ways[0])).seconds;
  const rows = [...runs].map(([way, own]) => {
    const { seconds, memory } = least(own);
    return {
      cores: way.cores,
      threads: way.jobs,
      seconds: seconds.toFixed(1),
      'messages per second': Math.round(messages / seconds),
      'times the first': (alone / seconds).toFixed(2),
      'all turns': own.map((one) => one.seconds.toFixed(1)).join(', '),
      ...(memory && {
        'MB after 10, 25, 50, 75, 100 %': memory.join(', '),
        'MB at most': Math.max(...own.map(({ most }) => most)),
        'all accounted for': own.every(isAccounted),
      }),
    };
  });
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
