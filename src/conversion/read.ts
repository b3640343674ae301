import { type Diagnostic, DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import { type ByteSource, inMemory } from '../formats/byte-source.js';
import { detect, type Format } from '../formats/detect.js';
import type { VansRead } from '../formats/envelope/read.js';
import { type Document, parseFhir } from '../formats/fhir/parse.js';
import { checkSize } from '../formats/limits.js';
import { checkLetters, type Letter } from '../formats/oioxml/letters.js';
import type { Family } from '../formats/xml/family.js';
import { parse } from '../formats/xml/parse.js';
import { defaultLimits, type Limits } from '../limits.js';
import type { Tables } from '../mapping/tables.js';
import { eventOf, type ReadAcknowledgement, readAcknowledgement } from './acknowledgement.js';
import { type ReadMessage, readMessage } from './message.js';
import { readEdifact } from './read-edifact.js';
import { readEnveloped } from './read-enveloped.js';
import { valueAt } from './values.js';

/** A document as it came. */
export interface Input {
  /** Its name, for diagnostics; usually the file's. */
  name: string;
  /** Its bytes, or where to read them: of EDIFACT, objects are read when they are written. May be in a VANSEnvelope. */
  bytes: Uint8Array | ByteSource;
}

/** What was read from an input: letters or a message, or the reason why there are none. */
export interface Read {
  name: string;
  /** That of the document; of one in an envelope, what is in the envelope. */
  format: Format;
  /** The letters, binary letters and receipts in it, also those with faults of their own. */
  letters: Letter[];
  /** The CareCommunication, of a FHIR document; of an Acknowledgement, why it is none. */
  message: ReadMessage | undefined;
  /** The Acknowledgement, of a FHIR document that is one. */
  acknowledgement: ReadAcknowledgement | undefined;
  /** The document as it was parsed, of FHIR. */
  document?: Document;
  /** Why the input, or something in it beside the letters, cannot be read; faults of a letter are in the letter. */
  diagnostics: Diagnostic[];
  /** The envelope that the document came in. */
  vans?: VansRead;
}

/** What was read of an input before anything is known of it. */
export const nothingRead = (name: string, format: Format): Read => ({
  name,
  format,
  letters: [],
  message: undefined,
  acknowledgement: undefined,
  diagnostics: [],
});

/** Formats that are recognised and not converted, with what to do about them. */
const others: Partial<Record<Format, { format: Phrase; advice: Phrase }>> = {
  x12: {
    format: phrase('x12'),
    advice: phrase('x12-advice'),
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

/** Whose diagnostics tell of a document of a format. */
const familyOf = (format: Format): Family =>
  format === 'vans-envelope' ? 'VAN' : format.startsWith('fhir') ? 'FHIR' : 'OIO';

/** As much as tells the format. */
const HEAD = 4096;

/** Letters by the envelope they stand in, in their order. */
export const envelopesOf = (letters: readonly Letter[]): Letter[][] => {
  const envelopes = new Map<Letter['envelope'], Letter[]>();
  for (const letter of letters) {
    const own = envelopes.get(letter.envelope);
    if (own === undefined) envelopes.set(letter.envelope, [letter]);
    else own.push(letter);
  }
  return [...envelopes.values()];
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
 * Reads an input: takes it out of its envelope, tells its format, parses it, and takes it apart into checked letters or a
 * message.
 *
 * @param limits what it may ask for; it is not read whole before its size is known to be allowed
 * @returns the letters or the message, with their own diagnostics, and what is told of the input. Never throws for bad input
 */
export const readInput = (input: Input, tables: Tables, limits: Limits = defaultLimits): Read => {
  const { name, bytes } = input;
  const source = bytes instanceof Uint8Array ? inMemory(bytes) : bytes;
  const format = detect(source.bytes(0, Math.min(HEAD, source.size)));
  const read = nothingRead(name, format);
  const fhir = format === 'fhir-json' || format === 'fhir-xml';
  if (format === 'edifact') {
    const { letters, diagnostics } = readEdifact(source, name, tables.edifact, limits);
    for (const one of envelopesOf(letters)) refuseRepeated(one);
    return { ...read, letters, diagnostics };
  }
  if (format !== 'vans-envelope' && format !== 'oioxml' && format !== 'xml' && !fhir) {
    read.diagnostics.push(reject(input, format));
    return read;
  }
  try {
    checkSize(source.size, familyOf(format), { file: name, line: 1, column: 1 }, limits);
    const whole = bytes instanceof Uint8Array ? bytes : source.bytes(0, source.size);
    if (format === 'vans-envelope')
      return readEnveloped(whole, name, tables.envelope, limits, (document) =>
        readInput({ name, bytes: document }, tables, limits),
      );
    if (fhir) {
      const document = parseFhir(whole, name, format === 'fhir-xml' ? 'xml' : 'json', limits);
      read.document = document;
      const event = eventOf(document);
      if (event?.text.trim() === tables.receipts.message.event) {
        read.acknowledgement = readAcknowledgement(document, tables);
        const why = diagnostic('IN014', document.source.of(event));
        read.message = { message: undefined, frame: undefined, diagnostics: [why] };
      } else read.message = readMessage(document, tables.message);
      return read;
    }
    const schemas = [tables.xdis91, tables.xbin01, tables.xctl01, tables.xctl02, tables.xctl03];
    const { letters, diagnostics } = checkLetters(parse(whole, name, 'OIO', limits), schemas, limits);
    refuseRepeated(letters);
    read.letters = letters;
    read.diagnostics = diagnostics;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    read.diagnostics.push(error.diagnostic);
  }
  return read;
};
