/**
 * Measures conversions in this process: messages per second, and the ratio to the floor, which is reading the same bytes
 * once and writing the same result once (see README.md). Floor and conversion take turns, so that both see the same
 * machine. Peak memory is that of a process that does nothing else.
 *
 *   npm run bench              a table
 *   npm run bench -- --json    one JSON object a line
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import {
  Base64,
  createConverter,
  directoryOf,
  loadTables,
  readTableFiles,
  shippedTables,
  toEdifact,
  toJson,
  toOioxml,
} from '../dist/index.js';
import { small, withAttachment, withText } from './messages.js';

const KB = 1024;
const MB = 1024 * KB;
const sizes = {
  small: { make: small, rounds: 60, batch: 200 },
  'text-30kb': { make: () => withText(30 * KB), rounds: 30, batch: 20 },
  'text-300kb': { make: () => withText(300 * KB), rounds: 20, batch: 2 },
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
    return { result: letters, chunks: letters.flatMap(({ root }) => [...toOioxml(root)]) };
  },
  prepare: (letters) => letters,
  floor([bytes], letters) {
    JSON.parse(bytes.toString('utf8'));
    return letters.map(({ root }) => [...toOioxml(root)]);
  },
};

/** The letters as interchanges. */
const asEdifact = (letters) =>
  letters.map((bytes) => {
    const { segments } = converter.convertEnvelope(converter.read({ name: 'letter.xml', bytes }).letters);
    return Buffer.concat([...toEdifact(segments)]);
  });

/** One tokenising pass: segments, elements and components, as short as it can be said; objects by their length. */
const tokenise = (bytes) => {
  const object = bytes.indexOf("'UNO+");
  const end = object < 0 ? bytes.length : bytes.indexOf("'", object + 1) + 1;
  const rest = object < 0 ? '' : bytes.toString('latin1', bytes.lastIndexOf('UNP+'));
  return (bytes.toString('latin1', 0, end) + rest)
    .split(/(?<!\?)'/)
    .map((segment) => segment.split(/(?<!\?)\+/).map((element) => element.split(/(?<!\?):/)));
};

/** Interchanges to letters. */
const lift = {
  make: asEdifact,
  convert(documents) {
    const roots = documents.map((bytes) => {
      const conversion = converter.convertEnvelope(converter.read({ name: 'letter.edi', bytes }).letters);
      if (conversion.root === undefined) refuse(conversion.letters[0]);
      return conversion.root;
    });
    return { result: roots, chunks: roots.flatMap((root) => [...toOioxml(root)]) };
  },
  prepare: (roots) => roots,
  floor(documents, roots) {
    for (const bytes of documents) tokenise(bytes);
    return roots.map((root) => [...toOioxml(root)]);
  },
};

/** Interchanges to a message. */
const liftToFhir = {
  make: asEdifact,
  convert: toFhir.convert,
  prepare: plain,
  floor(documents, result) {
    for (const bytes of documents) tokenise(bytes);
    return Buffer.from(JSON.stringify(result));
  },
};

/** Letters to interchanges. */
const lower = {
  make: (letters) => letters,
  convert(documents) {
    const interchanges = documents.map((bytes) => {
      const conversion = converter.convertEnvelope(converter.read({ name: 'letter.xml', bytes }).letters);
      if (conversion.segments === undefined) refuse(conversion.letters[0]);
      return conversion.segments;
    });
    return { result: interchanges, chunks: interchanges.flatMap((segments) => [...toEdifact(segments)]) };
  },
  prepare: (interchanges) => interchanges,
  floor(documents, interchanges) {
    for (const bytes of documents) new SaxesParser({ xmlns: true }).write(bytes.toString('utf8')).close();
    return interchanges.map((segments) => [...toEdifact(segments)]);
  },
};

/** A message to interchanges. */
const lowerFromFhir = {
  make: toLetters.make,
  convert([bytes]) {
    const { message } = converter.read({ name: 'message.json', bytes });
    const conversion = converter.convertMessage('message.json', message, { legacy: 'edifact' });
    const { letters } = conversion;
    if (letters.length === 0) refuse(conversion);
    return { result: letters, chunks: letters.flatMap(({ segments }) => [...toEdifact(segments)]) };
  },
  prepare: (letters) => letters,
  floor([bytes], letters) {
    JSON.parse(bytes.toString('utf8'));
    return letters.map(({ segments }) => [...toEdifact(segments)]);
  },
};

const directions = {
  'xdis91-to-carecommunication': toFhir,
  'carecommunication-to-xdis91': toLetters,
  'dis91-to-xdis91': lift,
  'xdis91-to-dis91': lower,
  'dis91-to-carecommunication': liftToFhir,
  'carecommunication-to-dis91': lowerFromFhir,
};

const cases = Object.fromEntries(
  Object.entries(directions).flatMap(([pair, direction]) =>
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

/** Peak memory of this process in MB. Linux counts that of its parent into maxRSS. */
const peak = () => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
};

const memoryCase = process.argv.indexOf('--memory');
if (memoryCase > 0) {
  const { make, batch, convert } = cases[process.argv[memoryCase + 1]];
  const documents = make();
  for (let i = 0; i < Math.min(batch, 50); i++) convert(documents);
  process.stdout.write(String(peak()));
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
