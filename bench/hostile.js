/**
 * Measures whether time grows faster than size: each hostile document at two sizes, one four times the other. A ratio of the times per
 * megabyte near 1 is linear, near 4 quadratic.
 *
 *   npm run bench:hostile                  a table
 *   npm run bench:hostile -- --only TEXT   shapes whose names hold a text
 *   npm run bench:hostile -- --json        one JSON object a line
 *   npm run bench:hostile -- --memory      what reading documents takes that go up to the limits, each in a process of its own
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createConverter,
  createValidator,
  directoryOf,
  envelopesOf,
  limitTable,
  loadTables,
  readTableFiles,
  shippedTables,
  toJson,
} from '../dist/index.js';
import { largest } from './hostile-largest.js';
import { hostile, shapes } from './hostile-shapes.js';

const TIMES = 4;
const ROUNDS = 3;
/** What takes longer, in milliseconds, is not run again. */
const PATIENCE = 500;
/** What takes less is run again before the processor is asked. */
const ENOUGH = 60;
const MB = 1e6;
/** More than this ratio is told as not linear. */
const LINEAR = 2.5;

const files = readTableFiles(shippedTables);
const tables = loadTables(files);
const directory = directoryOf([
  { gln: '5790009999010', sorId: '111111000016008', line: 1 },
  { gln: '5790009999027', sorId: '222222000016004', line: 2 },
]);
/** Counts do not end the work early here: what is measured is the work. */
const open = Object.fromEntries(
  Object.entries(limitTable)
    .filter(([name, { unit }]) => unit === 'count' && !['depth', 'diagnostics'].includes(name))
    .map(([name]) => [name, 1e9]),
);
const read = (bytes) => createConverter(tables, directory).read({ name: 'hostile', bytes });
const work = (limits) => {
  const converter = createConverter(tables, directory, { limits });
  const validator = createValidator(tables, files, { limits });
  return (bytes) => {
    const read = converter.read({ name: 'hostile', bytes });
    for (const letter of read.letters) {
      const { bundle } = converter.convert(letter, [], { trace: true });
      if (bundle !== undefined) for (const chunk of toJson(bundle)) chunk.length;
    }
    for (const letters of envelopesOf(read.letters)) converter.convertEnvelope(letters, { trace: true });
    if (read.message !== undefined) converter.convertMessage('hostile', read.message, { trace: true });
    validator.validate({ name: 'hostile', bytes });
  };
};

const all = { open: work(open), shut: work({}) };

/** Milliseconds of the processor that a run takes; one that is short is run several times, as processors count in steps of some. */
const timed = (run, bytes) => {
  const { user } = process.cpuUsage();
  const begun = performance.now();
  let runs = 0;
  do {
    run(bytes);
    runs++;
  } while (performance.now() - begun < ENOUGH);
  return (process.cpuUsage().user - user) / 1000 / runs;
};

/** The shortest of several runs, in milliseconds of the processor per megabyte: others may be busy on the machine. */
const measured = (run, bytes) => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    best = Math.min(best, timed(run, bytes));
    if (best > PATIENCE) break;
  }
  return best / (bytes.length / MB);
};

const memory = () => {
  for (const name of Object.keys(largest)) {
    const own = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--one', name], {
      encoding: 'utf8',
    });
    process.stdout.write(own.status === 0 ? own.stdout : `${name}: ${own.stderr.slice(0, 300)}\n`);
  }
};

const one = (name) => {
  const bytes = Buffer.from(largest[name]());
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  read(bytes);
  const seconds = (performance.now() - begun) / 1000;
  const most = process.resourceUsage().maxRSS * 1024;
  console.log(
    `${name}: ${(bytes.length / MB).toFixed(0)} MB, ${seconds.toFixed(1)} s, ${((most - before) / MB).toFixed(0)} MB more`,
  );
};

const table = (json, only) => {
  for (const [name, { size, fixed }] of Object.entries(shapes)) {
    if (!name.includes(only)) continue;
    const [small, large] = [fixed ? size : Math.ceil(size / TIMES), size].map((one) => hostile(name, one));
    const [first, second] = [measured(all.open, small), measured(all.open, large)];
    const ratio = second / first;
    const told = measured(all.shut, large);
    const line = { name, bytes: large.length, small: first, large: second, ratio, withLimits: told };
    if (json) console.log(JSON.stringify(line));
    else
      console.log(
        `${name.padEnd(46)} ${[first, second, told].map((one) => one.toFixed(1).padStart(8)).join(' ')} ms/MB ${ratio.toFixed(2).padStart(6)}${ratio > LINEAR ? '  not linear?' : ''}`,
      );
  }
};

const after = (option) => {
  const at = process.argv.indexOf(option);
  return at < 0 ? undefined : (process.argv[at + 1] ?? '');
};

if (after('--one') !== undefined) one(after('--one'));
else if (process.argv.includes('--memory')) memory();
else table(process.argv.includes('--json'), after('--only') ?? '');
