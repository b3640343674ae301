import { documentKinds } from '../conversion/document-kinds.js';
import { type Input, readInput } from '../conversion/read.js';
import { readMadeLetter } from '../conversion/read-made.js';
import { type Diagnostic, positionOf } from '../diagnostics/diagnostic.js';
import type { SegmentOut } from '../formats/edifact/write.js';
import type { FhirObject } from '../formats/fhir/model.js';
import type { Element } from '../formats/xml/element.js';
import { compiled } from '../formats/yaml.js';
import { type Limits, limitsWith } from '../limits.js';
import type { TableFiles } from '../mapping/files.js';
import type { Tables } from '../mapping/tables.js';
import { type Knowledge, readKnowledge } from './fhir/knowledge.js';
import { type CheckedMessage, RESULT, validateFhir, validateMade } from './fhir/validate.js';

/** What is known of a document after it was checked. */
export interface Validation {
  name: string;
  /** What messages it holds: `CareCommunication`, `XDIS91`, `BIN01` ...; none if it cannot be told. */
  messages: string[];
  /** What is wrong with it, in the order of the document. It is valid if none of them is an error. */
  diagnostics: Diagnostic[];
}

/** Checks messages of all formats. */
export interface Validator {
  /**
   * Checks a document: OIOXML and EDIFACT by their structure, lengths and codes, FHIR by MedCom's profiles, a VANSEnvelope and
   * what is in it. Never throws for bad input.
   */
  validate(input: Input): Validation;
  /** Checks a CareCommunication or Acknowledgement that was made; errors that follow from what was told are ignored. */
  message(bundle: FhirObject, file: string, told: readonly Diagnostic[]): CheckedMessage;
  /** Checks a letter or interchange that was made, as one that comes is. */
  letter(made: { root: Element | undefined; segments: SegmentOut[] | undefined }, file: string): Diagnostic[];
}

/** What was made has no lines in the file it was made of. */
const insideResult = (diagnostics: readonly Diagnostic[], file: string): Diagnostic[] =>
  [...new Set(diagnostics)].map((one) => ({
    ...one,
    place: { file, inside: RESULT, path: positionOf(one.place) },
  }));

/** Profiles are compiled when they are needed; what is wrong with them is seen only then. */
const ofProfiles = <T>(check: () => T): T => compiled('profiles', 'profiles', check);

/**
 * Makes a validator. The tables of profiles are read when the first FHIR message is checked.
 *
 * @param tables the tables that documents are read with
 * @param files all tables as texts, a site's own instead of the shipped ones of the same name
 * @param options limits of what documents may ask for, where they differ from the defaults (docs/limits.md)
 * @throws LimitFault for limits that cannot be
 */
export const createValidator = (
  tables: Tables,
  files: TableFiles,
  options: { limits?: Partial<Limits> } = {},
): Validator => {
  const limits = limitsWith(options.limits);
  let read: Knowledge | undefined;
  const knowledge = (): Knowledge => {
    read ??= readKnowledge(files, tables.codeLists);
    return read;
  };
  return {
    validate(input) {
      const found = readInput(input, tables, limits);
      const { name, document, format, letters } = found;
      const own =
        document === undefined
          ? letters.flatMap((letter) => letter.diagnostics)
          : [
              ...document.diagnostics,
              ...ofProfiles(() =>
                validateFhir(document, format === 'fhir-xml' ? 'xml' : 'json', knowledge(), limits),
              ),
            ];
      return {
        name,
        messages: documentKinds(found).map(({ message }) => message),
        diagnostics: [...new Set([...found.diagnostics, ...own])],
      };
    },
    message: (bundle, file, told) => ofProfiles(() => validateMade(bundle, file, told, knowledge(), limits)),
    letter(made, file) {
      const { letters, diagnostics } = readMadeLetter(made, file, tables);
      return insideResult([...diagnostics, ...letters.flatMap((letter) => letter.diagnostics)], file);
    },
  };
};
