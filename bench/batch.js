/**
 * Measures the command on a batch: files of both legacy formats, one message in a hundred broken, by one thread and by as many
 * as there are cores, by turns; memory while it runs; and whether every message is accounted for.
 *
 *   npm run bench:batch                  100,000 messages
 *   npm run bench:batch -- 10000         another number
 */
import { spawn } from 'node:child_process';
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

const run = (folder, jobs) =>
  new Promise((done) => {
    const out = join(folder, 'out');
    const failed = join(folder, 'failed');
    const start = process.hrtime.bigint();
    const child = spawn(process.execPath, [
      ...[BIN, 'convert', join(folder, 'in'), '--to', 'fhir', '--sor', SOR],
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

const [count = 100_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'medcom-bench-'));
try {
  const { files, messages, broken } = writeTraffic(join(folder, 'in'), count);
  console.log(`${messages} messages in ${files} files, ${broken} of them broken`);
  const rows = [];
  for (const jobs of [1, availableParallelism()]) {
    const { seconds, memory, most, converted, failed, results, quarantined } = await run(folder, jobs);
    const all =
      converted === messages - broken && failed === broken && results === converted && quarantined === failed;
    rows.push({
      threads: jobs,
      seconds: seconds.toFixed(1),
      'messages per second': Math.round(messages / seconds),
      'times one thread': (Number(rows[0]?.seconds ?? seconds) / seconds).toFixed(2),
      'MB after 10, 25, 50, 75, 100 %': memory.join(', '),
      'MB at most': most,
      'all accounted for': all,
    });
  }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
