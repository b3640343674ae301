/**
 * Measures conversions in this process: messages per second, and the ratio to the floor, which is reading the same bytes
 * once and writing the same result once (see README.md). Floor and conversion take turns, so that both see the same
 * machine. Peak memory is that of a process that does nothing else.
 *
 *   npm run bench              a table
 *   npm run bench -- --json    one JSON object a line
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import {
  Base64,
  createConverter,
  directoryOf,
  loadTables,
  readTableFiles,
  shippedTables,
  toJson,
  toOioxml,
} from '../dist/index.js';
import { small, withAttachment } from './messages.js';

const MB = 1024 * 1024;
const sizes = {
  small: { make: small, rounds: 60, batch: 200 },
  'attachment-1mb': { make: () => withAttachment(MB), rounds: 30, batch: 1 },
  'over-100mb': { make: () => withAttachment(80 * MB), rounds: 3, batch: 1 },
};

const directory = directoryOf([
  { gln: '5790009999010', sorId: '111111000016008', line: 1 },
  { gln: '5790009999027', sorId: '222222000016004', line: 2 },
]);
const converter = createConverter(loadTables(readTableFiles(shippedTables)), directory);

/** The same result with contents as strings, which is what JSON.stringify alone would be given. */
const plain = (value) => {
  if (value instanceof Base64) return Buffer.from(value.bytes).toString('latin1');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
};

const refuse = ({ diagnostics }) => {
  throw new Error(JSON.stringify(diagnostics));
};

/** Letters to a message. */
const toFhir = {
  make: (letters) => letters,
  /** The whole way: bytes in, bytes out. */
  convert(documents) {
    const letters = documents.flatMap(
      (bytes, i) => converter.read({ name: `message-${i}.xml`, bytes }).letters,
    );
    const conversion = converter.convert(letters[0], letters.slice(1));
    const { bundle } = conversion;
    if (bundle === undefined) refuse(conversion);
    return { result: bundle, chunks: toJson(bundle) };
  },
  prepare: plain,
  floor(documents, result) {
    for (const bytes of documents) {
      const parser = new SaxesParser({ xmlns: true });
      parser.write(bytes.toString('utf8')).close();
    }
    return Buffer.from(JSON.stringify(result));
  },
};

/** The message that the letters become, to letters. */
const toLetters = {
  make: (letters) => [Buffer.concat(toFhir.convert(letters).chunks)],
  convert([bytes]) {
    const { message } = converter.read({ name: 'message.json', bytes });
    const conversion = converter.convertMessage('message.json', message);
    const { letters } = conversion;
    if (letters.length === 0) refuse(conversion);
    return { result: letters, chunks: letters.flatMap(({ root }) => toOioxml(root)) };
  },
  prepare: (letters) => letters,
  floor([bytes], letters) {
    JSON.parse(bytes.toString('utf8'));
    return letters.map(({ root }) => toOioxml(root));
  },
};

const cases = Object.fromEntries(
  Object.entries({ 'xdis91-to-carecommunication': toFhir, 'carecommunication-to-xdis91': toLetters }).flatMap(
    ([pair, direction]) =>
      Object.entries(sizes).map(([size, { make, ...how }]) => [
        `${pair}/${size}`,
        { ...direction, ...how, make: () => direction.make(make()) },
      ]),
  ),
);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const timed = (work, times) => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) work();
  return Number(process.hrtime.bigint() - start) / 1e6 / times;
};

const measure = (name) => {
  const { make, rounds, batch, convert, prepare, floor } = cases[name];
  const documents = make();
  const result = prepare(convert(documents).result);
  const own = [];
  const least = [];
  for (let i = 0; i < rounds; i++) {
    own.push(timed(() => convert(documents), batch));
    least.push(timed(() => floor(documents, result), batch));
  }
  const ms = median(own);
  return { ms, floorMs: median(least), messagesPerSecond: 1000 / ms };
};

const peakMemory = (name) => {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--memory', name], {
    encoding: 'utf8',
  });
  return Number(output);
};

const memoryCase = process.argv.indexOf('--memory');
if (memoryCase > 0) {
  const { make, batch, convert } = cases[process.argv[memoryCase + 1]];
  const documents = make();
  for (let i = 0; i < Math.min(batch, 50); i++) convert(documents);
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
} else {
  const rows = Object.keys(cases).map((name) => {
    const { ms, floorMs, messagesPerSecond } = measure(name);
    return {
      name,
      messagesPerSecond: Number(messagesPerSecond.toPrecision(4)),
      floorRatio: Number((ms / floorMs).toFixed(2)),
      peakMemoryMb: Math.round(peakMemory(name)),
      milliseconds: Number(ms.toPrecision(4)),
    };
  });
  if (process.argv.includes('--json')) for (const row of rows) console.log(JSON.stringify(row));
  else console.table(rows);
}
