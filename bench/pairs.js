/** The six pairs of formats: how each is converted, the whole way from bytes to bytes, and what its floor is. */
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
import { readEdifact, readJson, readXml, splitEdifact, writeEdifact, writeJson, writeXml } from './floors.js';
import { small, withAttachment, withText } from './messages.js';

const KB = 1024;
const MB = 1024 * KB;

/** The letters that are measured, in OIOXML; how many turns there are, and how many conversions are one turn. */
const sizes = {
  small: { letters: small, rounds: 300, batch: 30 },
  'text-30kb': { letters: () => withText(30 * KB), rounds: 300, batch: 12 },
  'text-300kb': { letters: () => withText(300 * KB), rounds: 150, batch: 1 },
  'attachment-1mb': { letters: () => withAttachment(MB), rounds: 100, batch: 3 },
  'over-100mb': { letters: () => withAttachment(80 * MB), rounds: 3, batch: 1 },
};

const directory = directoryOf([
  { gln: '5790009999010', sorId: '111111000016008', line: 1 },
  { gln: '5790009999027', sorId: '222222000016004', line: 2 },
]);
const converter = createConverter(loadTables(readTableFiles(shippedTables)), directory);

const refuse = ({ diagnostics }) => {
  throw new Error(JSON.stringify(diagnostics));
};

/** The same bundle with contents as strings, which is what JSON.stringify alone would be given. */
const plain = (value) => {
  if (value instanceof Base64) return Buffer.from(value.bytes).toString('latin1');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
};

/** Letters and their binary letters to a message. */
const toFhir = (documents) => {
  const [letter, ...candidates] = documents.flatMap(
    (bytes, i) => converter.read({ name: `letter-${i}`, bytes }).letters,
  );
  const conversion = converter.convert(letter, candidates);
  const { bundle } = conversion;
  if (bundle === undefined) refuse(conversion);
  return { result: bundle, chunks: toJson(bundle) };
};

/** A message to letters. */
const fromFhir =
  (options, write) =>
  ([bytes]) => {
    const { message } = converter.read({ name: 'message.json', bytes });
    const conversion = converter.convertMessage('message.json', message, options);
    if (conversion.letters.length === 0) refuse(conversion);
    return write(conversion.letters);
  };

const asOioxml = (roots) => ({ result: roots, chunks: roots.flatMap((root) => [...toOioxml(root)]) });

const asEdifact = (interchanges) => ({
  result: interchanges,
  chunks: interchanges.flatMap((segments) => [...toEdifact(segments)]),
});

/** Letters to interchanges, or interchanges to letters. */
const enveloped = (part, write) => (documents) =>
  write(
    documents.map((bytes) => {
      const conversion = converter.convertEnvelope(converter.read({ name: 'letter', bytes }).letters);
      if (conversion[part] === undefined) refuse(conversion.letters[0]);
      return conversion[part];
    }),
  );

const lower = enveloped('segments', asEdifact);
const interchangesOf = (letters) =>
  lower(letters).result.map((segments) => Buffer.concat([...toEdifact(segments)]));
const messageOf = (letters) => [Buffer.concat(toFhir(letters).chunks)];
const letters = (oioxml) => oioxml;
const same = (result) => result;

/** What is read with what, and written with what; `other` is another way to read, see README.md. */
const pairs = {
  'XDIS91 → CareCommunication': {
    of: letters,
    convert: toFhir,
    prepare: plain,
    read: readXml,
    write: writeJson,
  },
  'CareCommunication → XDIS91': {
    of: messageOf,
    convert: fromFhir({}, (made) => asOioxml(made.map(({ root }) => root))),
    prepare: same,
    read: readJson,
    write: writeXml,
  },
  'DIS91 → XDIS91': {
    of: interchangesOf,
    convert: enveloped('root', asOioxml),
    prepare: same,
    read: readEdifact,
    other: splitEdifact,
    write: writeXml,
  },
  'XDIS91 → DIS91': {
    of: letters,
    convert: lower,
    prepare: same,
    read: readXml,
    write: writeEdifact,
  },
  'DIS91 → CareCommunication': {
    of: interchangesOf,
    convert: toFhir,
    prepare: plain,
    read: readEdifact,
    other: splitEdifact,
    write: writeJson,
  },
  'CareCommunication → DIS91': {
    of: messageOf,
    convert: fromFhir({ legacy: 'edifact' }, (made) => asEdifact(made.map(({ segments }) => segments))),
    prepare: same,
    read: readJson,
    write: writeEdifact,
  },
};

/** All pairs in all sizes. */
export const cases = Object.entries(pairs).flatMap(([pair, { of, ...how }]) =>
  Object.entries(sizes).map(([size, { letters: made, ...turns }]) => ({
    pair,
    size,
    ...how,
    ...turns,
    documents: () => of(made()),
  })),
);

/** The documents of a pair in one size. */
export const messagesOf = (pair, size) =>
  cases.find((one) => one.pair === pair && one.size === size).documents();
