/**
 * Measures what looks at messages: validate and explain on a bundle of 9 KB, against reading the same bytes with JSON.parse
 * in the same run; and how much later than bare Node the command answers.
 *
 *   npm run bench:look              a table
 *   npm run bench:look -- --json    one JSON object a line
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createConverter,
  createValidator,
  directoryOf,
  loadTables,
  readTableFiles,
  shippedTables,
  toJson,
} from '../dist/index.js';
import { explanation } from '../dist/report/explain.js';
import { explainPage } from '../dist/report/html/explain/explain.js';
import { small } from './messages.js';

const ROUNDS = 60;
const BATCH = 50;
const STARTS = 21;

const files = readTableFiles(shippedTables);
const tables = loadTables(files);
const directory = directoryOf([
  { gln: '5790009999010', sorId: '111111000016008', line: 1 },
  { gln: '5790009999027', sorId: '222222000016004', line: 2 },
]);
const converter = createConverter(tables, directory);
const validator = createValidator(tables, files);

const [letter] = small();
const read = () => converter.read({ name: 'letter.xml', bytes: letter }).letters[0];
const { bundle } = converter.convert(read(), []);
const bytes = Buffer.concat(toJson(bundle));
const traced = () => converter.convert(read(), [], { trace: true });

const works = {
  'validate CareCommunication': () => validator.validate({ name: 'message.json', bytes }),
  'check before writing': () => validator.message(bundle, 'letter.xml', []),
  'validate XDIS91': () => validator.validate({ name: 'letter.xml', bytes: letter }),
  'convert without trace': () => converter.convert(read(), []),
  'convert with trace': traced,
  explain: () => [...explanation(traced(), false, 'en')].join(''),
  'explain --html': () =>
    [
      ...explainPage(
        [{ conversion: traced(), made: ['CareCommunication'], fromFhir: false, diagnostics: [] }],
        [],
        tables,
        { lang: 'en', show: false },
      ),
    ].join(''),
};

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const timed = (work) => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < BATCH; i++) work();
  return Number(process.hrtime.bigint() - start) / 1e3 / BATCH;
};

const text = bytes.toString('utf8');
const floor = () => JSON.parse(text);

const measure = (work) => {
  const own = [];
  const least = [];
  for (let i = 0; i < ROUNDS; i++) {
    own.push(timed(work));
    least.push(timed(floor));
  }
  return {
    microseconds: Math.round(median(own)),
    floorRatio: Number((median(own) / median(least)).toFixed(1)),
  };
};

const started = (args) => {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, args);
  if (status !== 0) throw new Error(`${args} ended with ${status}`);
  return performance.now() - begun;
};

/** Milliseconds beyond those of bare Node. */
const startUp = (args) => {
  const command = fileURLToPath(new URL('../bin/medcom-convert.js', import.meta.url));
  const own = [];
  const bare = [];
  for (let i = 0; i < STARTS; i++) {
    own.push(started([command, ...args]));
    bare.push(started(['-e', '0']));
  }
  return { milliseconds: Math.round(median(own)), beyondNode: Math.round(median(own) - median(bare)) };
};

const letterFile = fileURLToPath(new URL('../samples/plain/input/letter.xml', import.meta.url));
const rows = [
  ...Object.entries(works).map(([name, work]) => ({ name, ...measure(work) })),
  { name: '--help', ...startUp(['--help']) },
  { name: 'validate one letter', ...startUp(['validate', letterFile]) },
];
if (process.argv.includes('--json'))
  for (const row of rows) console.log(JSON.stringify({ bundle: bytes.length, ...row }));
else {
  console.log(`A bundle of ${bytes.length} bytes.`);
  console.table(rows);
}
