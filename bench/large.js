/**
 * Measures the command on one large message: every pair of formats, out of an envelope and into one or not. What it takes is the
 * most memory of the process, less that of one that converts the same with a small attachment, and is compared with the larger of
 * the two documents. See README.md.
 *
 *   npm run bench:large            an attachment of 80 MB
 *   npm run bench:large -- 20      of another size, in MB
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdown, median } from './measure.js';
import { withAttachment } from './messages.js';

const MB = 1024 * 1024;
/** An attachment that is none to speak of. */
const SMALL = 1024;
const ROUNDS = 3;
const OPEN = '<Object_Base64Encoded>';
const BIN = fileURLToPath(new URL('../bin/medcom-convert.js', import.meta.url));
const SOR = fileURLToPath(new URL('../samples/sor.csv', import.meta.url));
/** Goes before the command and tells of its process alone; what the system tells counts that of its parent, too. */
const PEAK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  const peak = () => /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  if (isMainThread) process.on('exit', () => writeSync(3, peak()));
`)}`;

const toFhir = ['--to', 'fhir', '--sor', SOR];
const formats = {
  xbin01: { name: 'XBIN01', options: ['--to', 'oioxml'] },
  lines: { name: 'XBIN01 in lines of 76' },
  bin01: { name: 'BIN01', options: ['--to', 'edifact'] },
  json: { name: 'CareCommunication JSON', options: toFhir },
  xml: { name: 'CareCommunication XML', options: [...toFhir, '--fhir-format', 'xml'] },
};
const pairs = [
  ['xbin01', ['json', 'xml', 'bin01']],
  ['lines', ['json', 'bin01']],
  ['bin01', ['json', 'xml', 'xbin01']],
  ['json', ['xbin01', 'bin01']],
  ['xml', ['xbin01', 'bin01']],
].flatMap(([from, all]) => all.map((to) => ({ from, to })));
const ENVELOPED = '-enveloped';
const INTO = ['--envelope', 'vans'];
/** Which documents are in an envelope: that which comes, and that which is made. */
const ways = [
  { name: 'without envelopes', from: '', into: [] },
  { name: 'into one', from: '', into: INTO },
  { name: 'out of one', from: ENVELOPED, into: [] },
  { name: 'out of one and into one', from: ENVELOPED, into: INTO },
];

/** Converts a folder by the command; seconds, and the most memory of the process in bytes. */
const convert = (input, out, options) => {
  const start = process.hrtime.bigint();
  const { status, stderr, output } = spawnSync(
    process.execPath,
    ['--import', PEAK, BIN, 'convert', input, '--out', out, ...options],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  if (status !== 0) throw new Error(stderr);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, memory: Number(output[3]) * 1024 };
};

const largestIn = (folder) =>
  Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size));

/** A document with its attachment in lines, as many encoders write base64. */
const inLines = (bytes) => {
  const begin = bytes.indexOf(OPEN) + OPEN.length;
  const lines = bytes.toString('latin1', begin, bytes.indexOf('<', begin)).replace(/.{76}/g, '$&\n');
  return Buffer.concat([
    bytes.subarray(0, begin),
    Buffer.from(lines),
    bytes.subarray(bytes.indexOf('<', begin)),
  ]);
};

/** The same message in each format, in folders named for them. */
const prepare = (folder, size) => {
  const [letter, binary] = withAttachment(size);
  for (const [name, documents] of Object.entries({
    xbin01: [letter, binary],
    lines: [letter, inLines(binary)],
  })) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [i, bytes] of documents.entries()) writeFileSync(join(folder, name, `${i + 1}.xml`), bytes);
  }
  const make = (from, name, options) => convert(join(folder, from), join(folder, name), options);
  for (const to of ['bin01', 'json', 'xml']) {
    make('xbin01', to, formats[to].options);
    make('xbin01', to + ENVELOPED, [...formats[to].options, ...INTO]);
  }
  make('bin01', `xbin01${ENVELOPED}`, [...formats.xbin01.options, ...INTO]);
};

/** Several times: the time in the middle, and the most memory. */
const measure = (folder, from, options) => {
  const out = join(folder, 'out');
  const runs = Array.from({ length: ROUNDS }, () => {
    rmSync(out, { recursive: true, force: true });
    return convert(join(folder, from), out, options);
  });
  const larger = Math.max(largestIn(join(folder, from)), largestIn(out));
  rmSync(out, { recursive: true });
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    memory: Math.max(...runs.map(({ memory }) => memory)),
    larger,
  };
};

const [megabytes = 80] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'medcom-bench-'));
try {
  const small = join(folder, 'small');
  const large = join(folder, 'large');
  prepare(small, SMALL);
  prepare(large, megabytes * MB);
  const cell = ({ from, to }, way) => {
    // What comes in an envelope has no lines of its own.
    if (from === 'lines' && way.from !== '') return '';
    const [bare, whole] = [small, large].map((one) =>
      measure(one, from + way.from, [...formats[to].options, ...way.into]),
    );
    const times = (whole.memory - bare.memory) / whole.larger;
    return `${whole.seconds.toFixed(1)} s, ${Math.round(whole.memory / MB)} MB, ${times.toFixed(1)} ×`;
  };
  const rows = pairs.map((pair) => {
    const row = [
      `${formats[pair.from].name} → ${formats[pair.to].name}`,
      ...ways.map((way) => cell(pair, way)),
    ];
    process.stderr.write(`${row.join(' | ')}\n`);
    return row;
  });
  console.log(markdown(['pair', ...ways.map(({ name }) => name)], rows));
  console.log(`\nload of the machine: ${loadavg()[0].toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
