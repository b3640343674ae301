import type { Directory } from '../directory/index.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { once } from '../formats/once.js';
import { type Limits, limitsWith } from '../limits.js';
import type { AnsweredLetter, Original, Refusal } from '../mapping/receipts/original.js';
import type { Tables } from '../mapping/tables.js';
import type { ReadAcknowledgement } from './acknowledgement.js';
import type { Options } from './conversion.js';
import { type ReceiptsConversion, receipter } from './convert-acknowledgement.js';
import { convertEnvelope, type EnvelopeConversion } from './convert-envelope.js';
import { type Conversion, letterConverter } from './convert-letter.js';
import { type MessageConversion, messageConverter } from './convert-message.js';
import { type AcknowledgementConversion, acknowledger } from './convert-receipts.js';
import type { ReadMessage } from './message.js';
import { type Input, type Read, readInput } from './read.js';

/** Converts letters and messages with one set of tables and one directory. */
export interface Converter {
  /** What documents may ask for. */
  readonly limits: Limits;
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
  /**
   * Makes one Acknowledgement of the receipts for a CareCommunication that was converted to letters.
   *
   * @param receipts receipts of `read`, one for each letter of the message
   * @param original the message, as it was remembered when it was converted
   */
  acknowledge(receipts: readonly Letter[], original: Original, options?: Options): AcknowledgementConversion;
  /**
   * Makes the receipts of an Acknowledgement for letters that were converted to a CareCommunication: one for each.
   *
   * @param file the name of the document, for ids and results
   */
  receipts(
    file: string,
    read: ReadAcknowledgement,
    original: Original,
    options?: Options,
  ): ReceiptsConversion;
  /** Makes the Acknowledgement with which this converter refuses a CareCommunication. */
  refuseMessage(original: Original, refusal: Refusal, options?: Options): AcknowledgementConversion;
  /** Makes the XCTL01 (or CTL01) with which this converter refuses a letter. */
  refuseLetter(
    file: string,
    letter: AnsweredLetter,
    original: Original,
    refusal: Refusal,
    options?: Options,
  ): ReceiptsConversion;
}

/**
 * Makes a converter. It holds no state between messages; the same message, options, tables and directory give the same
 * result (except with random ids).
 *
 * @param options limits of what documents may ask for, where they differ from the defaults (docs/limits.md)
 * @throws DiagnosticError TAB003 for tables that name what does not exist; LimitFault for limits that cannot be
 */
export const createConverter = (
  tables: Tables,
  directory: Directory,
  options: { limits?: Partial<Limits> } = {},
): Converter => {
  const limits = limitsWith(options.limits);
  const letter = once(() => letterConverter(tables, directory, limits));
  const message = once(() => messageConverter(tables, directory, limits));
  const toMessage = once(() => acknowledger(tables));
  const toLetters = once(() => receipter(tables));
  // Compiling tables tells what is wrong with them.
  if (!tables.sound) for (const compile of [letter, message, toMessage, toLetters]) compile();
  return {
    limits,
    read: (input) => readInput(input, tables, limits),
    convert: (one, candidates, options = {}) => letter()(one, candidates, options),
    convertEnvelope: (letters, options = {}) => convertEnvelope(letters, tables, options),
    convertMessage: (file, read, options = {}) => message()(file, read, options),
    acknowledge: (receipts, original, options = {}) => toMessage().acknowledge(receipts, original, options),
    receipts: (file, read, original, options = {}) => toLetters().receipts(file, read, original, options),
    refuseMessage: (original, refusal, options = {}) => toMessage().refuseMessage(original, refusal, options),
    refuseLetter: (file, one, original, refusal, options = {}) =>
      toLetters().refuseLetter(file, one, original, refusal, options),
  };
};
