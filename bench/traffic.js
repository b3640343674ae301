/**
 * Traffic of a batch: letters of both legacy formats, some with binary letters in files of their own, and one in a hundred
 * broken in some way. All of it is invented, and the same for the same number.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createConverter,
  emptyDirectory,
  loadTables,
  readTableFiles,
  shippedTables,
  toEdifact,
} from '../dist/index.js';
import { small, withAttachment, withText } from './messages.js';

const KB = 1024;
/** So many files lie in one folder. */
const FOLDER = 1000;
/** Of so many messages, one is broken. */
const BROKEN = 100;

const converter = createConverter(loadTables(readTableFiles(shippedTables)), emptyDirectory);

const asEdifact = (bytes) => {
  const { segments } = converter.convertEnvelope(converter.read({ name: 'letter.xml', bytes }).letters);
  return Buffer.concat([...toEdifact(segments)]);
};

/** Numbers of messages are this long wherever they stand, so that another one takes the place of the sample's. */
const numbered = (text, number) =>
  text
    .replaceAll('2603020001', String(2600000000 + number))
    .replaceAll(/0b5e3f7a/gi, number.toString(16).padStart(8, '0'));

const kinds = [
  { share: 50, documents: small(), ending: 'xml' },
  { share: 20, documents: small().map(asEdifact), ending: 'edi' },
  { share: 15, documents: withText(5 * KB), ending: 'xml' },
  { share: 10, documents: withAttachment(20 * KB), ending: 'xml' },
  { share: 5, documents: withAttachment(20 * KB).map(asEdifact), ending: 'edi' },
].map((kind) => ({ ...kind, texts: kind.documents.map((bytes) => bytes.toString('latin1')) }));

const kindOf = (number) => {
  let left = (number * 37) % 100;
  return kinds.find(({ share }) => {
    left -= share;
    return left < 0;
  });
};

/** Each breaks the first document of a message; the message fails, and nothing else. */
const faults = [
  (text) => text.slice(0, text.length / 2),
  (text) => text.replace(/2509479989/, '2509479980123'),
  () => 'not a message at all',
  () => '',
];

/**
 * Writes messages into a folder.
 *
 * @returns the number of files, of messages, and of those that must fail
 */
export const writeTraffic = (folder, count) => {
  let files = 0;
  let broken = 0;
  for (let number = 0; number < count; number++) {
    const { texts, ending } = kindOf(number);
    const isBroken = number % BROKEN === BROKEN - 1 && texts.length === 1;
    if (isBroken) broken++;
    for (const [i, text] of texts.entries()) {
      const below = join(folder, String(Math.floor(files / FOLDER)).padStart(4, '0'));
      if (files % FOLDER === 0) mkdirSync(below, { recursive: true });
      const whole = numbered(text, number);
      const content = isBroken ? faults[Math.floor(number / BROKEN) % faults.length](whole) : whole;
      const name = `${String(number).padStart(8, '0')}${i === 0 ? '' : '-file'}.${ending}`;
      writeFileSync(join(below, name), content, 'latin1');
      files++;
    }
  }
  return { files, messages: count, broken };
};
