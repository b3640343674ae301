import { type Diagnostic, DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { inMemory } from '../formats/byte-source.js';
import { detect, type Format } from '../formats/detect.js';
import { parseFhir } from '../formats/fhir/parse.js';
import { checkLetters, type Letter } from '../formats/oioxml/letters.js';
import { parse } from '../formats/xml/parse.js';
import type { Tables } from '../mapping/tables.js';
import { type ReadMessage, readMessage } from './message.js';
import { readEdifact } from './read-edifact.js';
import { valueAt } from './values.js';

/** A document as it came. */
export interface Input {
  /** Its name, for diagnostics; usually the file's. */
  name: string;
  bytes: Uint8Array;
}

/** What was read from an input: letters or a message, or the reason why there are none. */
export interface Read {
  name: string;
  format: Format;
  letters: Letter[];
  /** The CareCommunication, of a FHIR document. */
  message: ReadMessage | undefined;
  /** Why the input, or something in it beside the letters, cannot be read; faults of a letter are in the letter. */
  diagnostics: Diagnostic[];
}

/** Formats that are recognised and not converted, with what to do about them. */
const others: Partial<Record<Format, { format: string; advice: string }>> = {
  'vans-envelope': {
    format: 'a VANSEnvelope',
    advice: 'Unpack it first: the message is in Message/Data, base64-encoded.',
  },
};

const reject = (input: Input, format: Format): Diagnostic => {
  const place = { file: input.name, line: 1, column: 1 };
  if (format === 'empty') return diagnostic('IN002', place);
  if (format === 'binary') return diagnostic('IN003', place);
  const other = others[format];
  if (other !== undefined) return diagnostic('IN004', place, other);
  return diagnostic('IN005', place);
};

/** Two letters with one number in one envelope would get the same ids. */
const refuseRepeated = (letters: readonly Letter[]): void => {
  const seen = new Set<string>();
  for (const letter of letters) {
    const path = `${letter.schema.table.letter}/Letter/Identifier`;
    const id = valueAt(letter, path);
    if (id !== undefined && seen.has(id)) {
      letter.diagnostics.push(diagnostic('MAP022', letter.source.of(letter.record.element)));
    }
    seen.add(id ?? '');
  }
};

/**
 * Reads an input: tells its format, parses it, and takes it apart into checked letters or a message.
 *
 * @returns the letters or the message, with their own diagnostics, and what is told of the input. Never throws for bad input
 */
export const readInput = (input: Input, tables: Tables): Read => {
  const format = detect(input.bytes);
  const read: Read = { name: input.name, format, letters: [], message: undefined, diagnostics: [] };
  const fhir = format === 'fhir-json' || format === 'fhir-xml';
  if (format === 'edifact') {
    const { letters, diagnostics } = readEdifact(inMemory(input.bytes), input.name, tables.edifact);
    refuseRepeated(letters);
    return { ...read, letters, diagnostics };
  }
  if (format !== 'oioxml' && format !== 'xml' && !fhir) {
    read.diagnostics.push(reject(input, format));
    return read;
  }
  try {
    if (fhir) {
      const document = parseFhir(input.bytes, input.name, format === 'fhir-xml' ? 'xml' : 'json');
      read.message = readMessage(document, tables.message);
      return read;
    }
    const { letters, diagnostics } = checkLetters(parse(input.bytes, input.name, 'OIO'), [
      tables.xdis91,
      tables.xbin01,
      tables.xctl01,
      tables.xctl02,
      tables.xctl03,
    ]);
    refuseRepeated(letters);
    read.letters = letters;
    read.diagnostics = diagnostics;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    read.diagnostics.push(error.diagnostic);
  }
  return read;
};
