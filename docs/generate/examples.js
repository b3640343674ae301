import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  createConverter,
  createValidator,
  envelopesOf,
  loadTables,
  readDirectory,
  readTableFiles,
  shippedTables,
} from '../../dist/index.js';
import { diagnosticLines } from '../../dist/report/text.js';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLES = parse(readFileSync(join(ROOT, 'docs/generate/examples.yaml'), 'utf8'));

const tableFiles = readTableFiles(shippedTables);
const tables = loadTables(tableFiles);
const validator = createValidator(tables, tableFiles);
const headings = parse(readFileSync(join(ROOT, 'mappings/directory/headings.yaml'), 'utf8'));
const { directory } = readDirectory(readFileSync(join(ROOT, 'samples/sor.csv')), {
  file: 'sor.csv',
  headings,
});
const converter = createConverter(tables, directory);

const AROUND = 1;
const LONGEST = 120;
const BEFORE = 40;
/** EDIFACT is one byte a character. */
const encodingOf = (name) => (name.endsWith('.edi') ? 'latin1' : 'utf8');
const kindOf = (name) => ({ xml: 'xml', json: 'json' })[name.split('.').at(-1)] ?? 'text';

/** An input of an example: its own text, or a sample with something changed. */
const inputOf = (code, { text, from, replace = [] }) => {
  if (text !== undefined) return text;
  const sample = readFileSync(join(ROOT, 'samples', from), encodingOf(from));
  return replace.reduce((changed, [found, by]) => {
    if (!changed.includes(found)) throw new Error(`${code}: ${from} does not hold ${found}`);
    return changed.replace(found, () => by);
  }, sample);
};

/** All that is told of an input. */
const diagnosticsOf = (input, others, { to = 'fhir', ...options }) => {
  const read = (one) => {
    try {
      return converter.read(one);
    } catch (error) {
      if (error.diagnostic === undefined) throw error;
      return { letters: [], diagnostics: [error.diagnostic] };
    }
  };
  const { letters, message, diagnostics } = read(input);
  const told = [...diagnostics];
  if (message !== undefined) {
    const legacy = to === 'edifact' ? 'edifact' : 'oioxml';
    told.push(...converter.convertMessage(input.name, message, { ...options, legacy }).diagnostics);
  } else if (to === 'fhir') {
    const binaries = others.flatMap((one) => read(one).letters);
    for (const letter of letters) {
      const { diagnostics, rejected } = converter.convert(letter, binaries, options);
      told.push(...diagnostics, ...rejected.map((one) => one.diagnostic));
    }
  } else {
    for (const envelope of envelopesOf(letters))
      for (const one of converter.convertEnvelope(envelope, options).letters) told.push(...one.diagnostics);
  }
  return told;
};

/** As much of a long line as shows the place at fault. */
const windowOf = (line, column) => {
  if (line.length <= LONGEST) return line;
  const from = Math.max(0, Math.min(column - BEFORE, line.length - LONGEST));
  return `${from > 0 ? '…' : ''}${line.slice(from, from + LONGEST)}${from + LONGEST < line.length ? '…' : ''}`;
};

/** The line at fault and those around it. */
const snippetOf = (text, { line, column = 1 }) => {
  if (line === undefined) return undefined;
  const lines = text.split(/\r?\n/);
  const from = Math.max(0, line - 1 - AROUND);
  return lines
    .slice(from, line + AROUND)
    .map((text, i) => {
      const number = from + i + 1;
      const shown = windowOf(text, number === line ? column : 1).replace(/\p{Cc}/gu, '·');
      return `${String(number).padStart(3)}  ${shown}`;
    })
    .join('\n');
};

/** A file of an example: its name, what it holds, and what is said of where it comes from. */
const fileOf = (code, example) => {
  const { from, replace = [], encoding } = example;
  const name = example.name ?? from?.split('/').at(-1) ?? 'letter.xml';
  const text = inputOf(code, example);
  const link = `[samples/${from}](../../samples/${from})`;
  const about = from === undefined ? 'this input' : replace.length === 0 ? link : `${link}, changed`;
  return { name, text, about, bytes: Buffer.from(text, encoding ?? encodingOf(name)) };
};

const exampleOf = (code, example) => {
  const input = fileOf(code, example);
  const others = (example.with ?? []).map((one) =>
    fileOf(code, typeof one === 'string' ? { from: one } : one),
  );
  const told = example.validate
    ? validator.validate(input).diagnostics
    : diagnosticsOf(input, others, example.options ?? {});
  const one = told.find((diagnostic) => diagnostic.code === code);
  if (one === undefined)
    throw new Error(`${code}: the example tells ${told.map((d) => d.code).join(', ') || 'nothing'}`);
  const { file, line } = one.place;
  const faulty = [input, ...others].find(({ name }) => name === file);
  const snippet = faulty === undefined || one.place.inside ? undefined : snippetOf(faulty.text, one.place);
  const from = [input, ...others].map(({ about }) => about).join('; with it ');
  return {
    about: `Of ${from}${snippet === undefined ? '.' : `. Line ${line} of ${file} and those around it:`}`,
    kind: kindOf(file ?? ''),
    snippet,
    told: { en: diagnosticLines(one, 'en'), da: diagnosticLines(one, 'da') },
  };
};

/** What the converter tells of each example, by code; fails if an example does not give its diagnostic. */
export const runExamples = () =>
  new Map(Object.entries(EXAMPLES).map(([code, example]) => [code, exampleOf(code, example)]));
