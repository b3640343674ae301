/**
 * Measures the command on a batch: files of both legacy formats, one message in a hundred broken, on one core, and on all by one
 * thread and by as many as there are cores, by turns; memory while it runs; and whether every message is accounted for.
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
const ON_ONE_CORE = ['taskset', '-c', '0'];
const canPin = spawnSync(ON_ONE_CORE[0], ['-V']).status === 0;

const run = (folder, { cores, jobs }) =>
  new Promise((done) => {
    const out = join(folder, 'out');
    const failed = join(folder, 'failed');
    const start = process.hrtime.bigint();
    const [program, ...args] = [...(cores === 1 ? ON_ONE_CORE : []), process.execPath];
    const child = spawn(program, [
      ...[...args, BIN, 'convert', join(folder, 'in'), '--to', 'fhir', '--sor', SOR],
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
      const at = (share) => Math.round(memory[Math.floor(share * (memory.length - 1))] ?? 0);
      const counts = { converted, failed: broken, results: filesIn(out), quarantined: filesIn(failed) };
      rmSync(out, { recursive: true });
      rmSync(failed, { recursive: true });
      done({
        seconds,
        memory: [0.1, 0.25, 0.5, 0.75, 1].map(at),
        most: Math.round(Math.max(...memory)),
        ...counts,
      });
    });
  });

const [count = 100_000, turns = 1] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'medcom-bench-'));
try {
  const { files, messages, broken } = writeTraffic(join(folder, 'in'), count);
  console.log(`${messages} messages in ${files} files, ${broken} of them broken`);
  const isAccounted = ({ converted, failed, results, quarantined }) =>
    converted === messages - broken && failed === broken && results === converted && quarantined === failed;
  const cores = availableParallelism();
  const ways = [...(canPin ? [{ cores: 1, jobs: 1 }] : []), { cores, jobs: 1 }, { cores, jobs: cores }];
  if (!canPin) console.log('taskset is not installed; what one core does is left out.');
  const runs = new Map(ways.map((way) => [way, []]));
  for (let turn = 0; turn < turns; turn++) for (const [way, own] of runs) own.push(await run(folder, way));
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
      'MB after 10, 25, 50, 75, 100 %': memory.join(', '),
      'MB at most': Math.max(...own.map(({ most }) => most)),
      'all accounted for': own.every(isAccounted),
    };
  });
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
