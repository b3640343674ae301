import { readFileSync } from 'node:fs';
import {
  createConverter,
  type Directory,
  directoryOf,
  type Input,
  type Letter,
  loadTables,
  parseHeadings,
  readDirectory,
  readTableFiles,
  shippedTables,
} from '../../src/index.js';

export const shipped = readTableFiles(shippedTables);
export const tables = loadTables(shipped);
export const headings = parseHeadings(shipped.get('directory/headings.yaml') ?? '', 'headings.yaml');

/** The directory of the samples. */
export const sampleDirectory: Directory = readDirectory(readFileSync('samples/sor.csv'), {
  file: 'sor.csv',
  headings,
}).directory;

export const converter = createConverter(tables, sampleDirectory);

/** A converter that knows these organisations only. */
export const converterKnowing = (...organisations: Parameters<typeof directoryOf>[0]) =>
  createConverter(tables, directoryOf(organisations));

/** Reads an input that must be readable, into letters. */
export const lettersOf = (input: Input, by = converter): Letter[] => {
  const { letters, diagnostics } = by.read(input);
  if (letters.length === 0) throw new Error(JSON.stringify(diagnostics));
  return letters;
};

/** The letter of a sample, as text to be changed by a test. */
export const sampleText = (scenario: string, file = 'letter.xml'): string =>
  readFileSync(`samples/${scenario}/input/${file}`, 'utf8');

/** Converts text as one letter without attachments. */
export const convertText = (text: string, options = {}) => {
  const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(text) });
  return converter.convert(letter as Letter, [], options);
};

/** Codes of what was told, in order. */
export const codesOf = (diagnostics: ReadonlyArray<{ code: string }>): string[] =>
  diagnostics.map((d) => d.code);
