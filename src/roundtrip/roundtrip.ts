import type { Traced } from '../conversion/conversion.js';
import { type Converter, createConverter } from '../conversion/convert.js';
import type { MadeLetter } from '../conversion/convert-message.js';
import { type LetterIds, letterIds } from '../conversion/letter-ids.js';
import type { ReadMessage } from '../conversion/message.js';
import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Directory, Organisation } from '../directory/index.js';
import { toJson } from '../formats/fhir/json.js';
import type { FhirObject } from '../formats/fhir/model.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { toOioxml } from '../formats/oioxml/write.js';
import type { Tables } from '../mapping/tables.js';
import type { Message } from '../mapping/to-oioxml/message.js';
import { compare, type Difference } from './compare.js';
import type { Leaf } from './leaf.js';
import { letterLeaves } from './letter-leaves.js';
import { messageLeaves } from './message-leaves.js';

/** What came of a round trip. */
export interface RoundTrip {
  letter: LetterIds;
  /** Number of values that were compared. */
  values: number;
  /** True if both conversions were made. */
  complete: boolean;
  differences: Difference[];
  /** Those of both conversions. */
  diagnostics: Diagnostic[];
  /** The message that came back, as documents. */
  result: Uint8Array[];
}

/** Converts messages there and back. */
export interface RoundTripper {
  /** Reads documents for it. */
  read: Converter['read'];
  /** A letter to FHIR and back. */
  letter(letter: Letter, candidates: readonly Letter[]): RoundTrip;
  /** A CareCommunication to OIOXML and back. */
  message(file: string, read: ReadMessage): RoundTrip;
}

/** A result as a document, as it would leave this program. */
const bytesOf = (bundle: FhirObject): Uint8Array => Buffer.concat(toJson(bundle));

/** The code that a row's code list gives there and back. */
const codesBack = (tables: Tables): ((row: string, code: string) => string | undefined) => {
  const rows = [
    ...tables.withAttachments.byId,
    ...tables.letter.byId,
    ...tables.backWithAttachments.byId,
    ...tables.back.byId,
  ];
  const byId = new Map(rows.map(([id, { row }]) => [id, row]));
  return (id, code) => {
    const row = byId.get(id);
    if (row?.how !== 'code-list' || row.column === undefined) return undefined;
    const list = tables.codeLists.get(row.list);
    const written = list?.get(code)?.[row.column];
    return written === undefined ? undefined : list?.index(row.column).get(written)?.[list.table.key];
  };
};

/** What a message says of its sender and receiver, by location number. */
const partiesOf = (
  { sender, receiver }: Message,
  slices: Tables['message']['slices'],
): Map<string, Organisation> => {
  const parties = new Map<string, Organisation>();
  for (const node of [sender, receiver]) {
    const numberOf = (kind: string): string | undefined =>
      node
        .all('identifier')
        .find((one) => slices[`Organization.identifier[${kind}]`]?.is?.includes(one.value('system') ?? ''))
        ?.value('value');
    const [gln, sorId] = [numberOf('GLN'), numberOf('SOR')];
    if (gln !== undefined && sorId !== undefined) parties.set(gln, { gln, sorId, line: 0 });
  }
  return parties;
};

/** Incomplete letters and organisations without a SOR id are told, and do not stop a round trip. */
const OPTIONS = { trace: true, incomplete: true, sorMissing: 'warn' } as const;

/**
 * Makes round trips. What is converted is written and read again in between, as it would be between two systems. What a
 * message says of its sender and receiver counts where the directory does not know them.
 */
export const createRoundTripper = (tables: Tables, directory: Directory): RoundTripper => {
  let parties = new Map<string, Organisation>();
  const converter = createConverter(tables, {
    ...directory,
    byGln: (gln, date) => directory.byGln(gln, date) ?? parties.get(gln),
  });
  const codeBack = codesBack(tables);

  const failed = (conversion: Traced, more: readonly Diagnostic[] = []): RoundTrip => ({
    letter: conversion.letter,
    values: 0,
    complete: false,
    differences: [],
    diagnostics: [...conversion.diagnostics, ...more],
    result: [],
  });

  /** The letters of made documents, read again. */
  const reread = (letters: readonly MadeLetter[]): { letters: Letter[]; documents: Uint8Array[] } => {
    const documents = letters.map(({ root }) => Buffer.concat([...toOioxml(root)]));
    const read = documents.flatMap(
      (bytes, i) => converter.read({ name: letters[i]?.ids.message ?? '', bytes }).letters,
    );
    return { letters: read, documents };
  };

  const done = (
    there: Traced,
    back: Traced,
    before: readonly Leaf[],
    after: readonly Leaf[],
    result: Uint8Array[],
  ): RoundTrip => {
    if (there.trace === undefined || back.trace === undefined) return failed(there, back.diagnostics);
    const trip = {
      before,
      there: { trace: there.trace, diagnostics: there.diagnostics },
      back: { trace: back.trace, diagnostics: back.diagnostics },
      after,
      codeBack,
    };
    return {
      letter: there.letter,
      values: before.length,
      complete: true,
      differences: compare(trip),
      diagnostics: [...there.diagnostics, ...back.diagnostics],
      result,
    };
  };

  return {
    read: (input) => converter.read(input),
    letter(letter, candidates) {
      parties = new Map();
      const there = converter.convert(letter, candidates, OPTIONS);
      if (there.bundle === undefined) return failed(there);
      const { message } = converter.read({ name: 'CareCommunication', bytes: bytesOf(there.bundle) });
      if (message === undefined) return failed(there);
      const back = converter.convertMessage('CareCommunication', message, OPTIONS);
      if (back.letters.length === 0) return failed(there, back.diagnostics);
      const { letters, documents } = reread(back.letters);
      const binaries = candidates.filter((one) =>
        there.binaries.some(
          ({ file, letter: id, envelope }) =>
            one.source.file === file && id === idOf(one) && envelope === envelopeOf(one),
        ),
      );
      return done(there, back, letterLeaves([letter, ...binaries]), letterLeaves(letters), documents);
    },
    message(file, read) {
      const there = converter.convertMessage(file, read, OPTIONS);
      if (there.letters.length === 0 || read.message === undefined) return failed(there);
      parties = partiesOf(read.message, tables.message.slices);
      const [letter, ...binaries] = reread(there.letters).letters;
      if (letter === undefined) return failed(there);
      const back = converter.convert(letter, binaries, OPTIONS);
      if (back.bundle === undefined) return failed(there, back.diagnostics);
      const document = bytesOf(back.bundle);
      const again = converter.read({ name: 'CareCommunication', bytes: document }).message;
      if (again?.message === undefined || hasError(again.diagnostics))
        return failed(there, again?.diagnostics);
      return done(
        there,
        back,
        messageLeaves(read.message, tables.message),
        messageLeaves(again.message, tables.message),
        [document],
      );
    },
  };
};

const idOf = (letter: Letter): string | undefined => letterIds(letter).letter;
const envelopeOf = (letter: Letter): string | undefined => letterIds(letter).envelope;
