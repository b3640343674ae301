import type { Directory } from '../directory/index.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Tables } from '../mapping/tables.js';
import type { Options } from './conversion.js';
import { convertEnvelope, type EnvelopeConversion } from './convert-envelope.js';
import { type Conversion, letterConverter } from './convert-letter.js';
import { type MessageConversion, messageConverter } from './convert-message.js';
import type { ReadMessage } from './message.js';
import { type Input, type Read, readInput } from './read.js';

/** Converts letters and messages with one set of tables and one directory. */
export interface Converter {
  /** Reads an input into letters or a message. Never throws for bad input. */
  read(input: Input): Read;
  /**
   * Converts one letter (XDIS91 or DIS91) to a CareCommunication. A receipt is refused (IN013).
   *
   * @param letter a letter of `read`
   * @param candidates binary letters (XBIN01 or BIN01) among which its attachments are looked for
   */
  convert(letter: Letter, candidates: readonly Letter[], options?: Options): Conversion;
  /**
   * Converts one CareCommunication to a letter, and to a binary letter if it has attachments: OIOXML, or EDIFACT.
   *
   * @param file the name of the document, for ids and results
   * @param message the message of `read`
   */
  convertMessage(file: string, message: ReadMessage, options?: Options): MessageConversion;
  /**
   * Converts the letters of one envelope, receipts too, between EDIFACT and OIOXML: whole, or not at all.
   *
   * @param letters letters of `read` that stand in one envelope
   */
  convertEnvelope(letters: readonly Letter[], options?: Options): EnvelopeConversion;
}

/**
 * Makes a converter. It holds no state between messages; the same message, options, tables and directory give the same
 * result (except with random ids).
 *
 * @throws DiagnosticError TAB003 for tables that name what does not exist
 */
export const createConverter = (tables: Tables, directory: Directory): Converter => {
  const letter = letterConverter(tables, directory);
  const message = messageConverter(tables, directory);
  return {
    read: (input) => readInput(input, tables),
    convert: (one, candidates, options = {}) => letter(one, candidates, options),
    convertEnvelope: (letters, options = {}) => convertEnvelope(letters, tables, options),
    convertMessage: (file, read, options = {}) => message(file, read, options),
  };
};
