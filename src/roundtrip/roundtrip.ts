import type { Traced } from '../conversion/conversion.js';
import { type Converter, createConverter } from '../conversion/convert.js';
import { type LetterIds, letterIds } from '../conversion/letter-ids.js';
import { type Lifted, liftedOf } from '../conversion/lifted.js';
import type { MadeLetter } from '../conversion/made-letter.js';
import type { ReadMessage } from '../conversion/message.js';
import { lowerEnvelope } from '../conversion/write-edifact.js';
import { type Diagnostic, hasError, positionOf } from '../diagnostics/diagnostic.js';
import type { Directory, Organisation } from '../directory/index.js';
import { joined } from '../formats/byte-source.js';
import { edifactPieces } from '../formats/edifact/write.js';
import { jsonPieces } from '../formats/fhir/json.js';
import type { FhirObject } from '../formats/fhir/model.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { oioxmlPieces } from '../formats/oioxml/write.js';
import type { Limits } from '../limits.js';
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
  /** A letter to FHIR and back to the format that it came in. */
  letter(letter: Letter, candidates: readonly Letter[]): RoundTrip;
  /** A letter or receipt between EDIFACT and OIOXML, there and back. */
  legacy(letter: Letter): RoundTrip;
  /** A CareCommunication to a legacy format and back. */
  message(file: string, read: ReadMessage, through?: Legacy): RoundTrip;
}

type Legacy = 'oioxml' | 'edifact';

/** A letter without how it was read: its trace begins at its elements. */
const plain = (letter: Letter): Letter => ({ ...letter, ...{ lifted: undefined } });

/** Components that are not in the letter: dropped by a row, lost in part, or known to none. */
const notLifted = (lifted: Lifted): Difference[] => {
  const trace = lifted.trace();
  const lost = trace.input.filter(({ status }) => status === 'dropped' || status === 'unmapped');
  const common = { before: undefined, after: undefined, personal: true };
  return [
    ...lost.map(
      ({ status, row, reason, source }): Difference => ({
        ...common,
        verdict: status === 'dropped' ? 'lost' : 'unexpected',
        key: positionOf(source),
        rows: row === undefined ? [] : [row],
        reason: reason ?? 'no row knows it',
        place: source,
      }),
    ),
    ...trace.losses.map(
      ({ row, reason, source }): Difference => ({
        ...common,
        verdict: 'lost',
        key: positionOf(source),
        rows: [row],
        reason,
        place: source,
      }),
    ),
  ];
};

/** A result as a document, as it would leave this program. */
const bytesOf = (bundle: FhirObject): Uint8Array => joined(jsonPieces(bundle));

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
export const createRoundTripper = (
  tables: Tables,
  directory: Directory,
  options: { limits?: Partial<Limits> } = {},
): RoundTripper => {
  let parties = new Map<string, Organisation>();
  const converter = createConverter(
    tables,
    {
      ...directory,
      byGln: (gln, date) => directory.byGln(gln, date) ?? parties.get(gln),
    },
    options,
  );
  const codeBack = codesBack(tables);

  const failed = (
    conversion: Pick<Traced, 'letter' | 'diagnostics'>,
    more: readonly Diagnostic[] = [],
  ): RoundTrip => ({
    letter: conversion.letter,
    values: 0,
    complete: false,
    differences: [],
    diagnostics: [...conversion.diagnostics, ...more],
    result: [],
  });

  /** The letters of made documents, read again. */
  const reread = (
    letters: readonly MadeLetter[],
    format: Legacy,
  ): { letters: Letter[]; documents: Uint8Array[]; diagnostics: Diagnostic[] } => {
    const diagnostics: Diagnostic[] = [];
    const documents: Uint8Array[] = [];
    const read = letters.flatMap(({ root, ids }) => {
      const written: Uint8Array = joined(oioxmlPieces(root));
      const asOioxml = converter.read({ name: ids.message, bytes: written }).letters;
      if (format === 'oioxml') {
        documents.push(written);
        return asOioxml;
      }
      const lowered = lowerEnvelope(asOioxml, tables, undefined, false);
      diagnostics.push(...lowered.letters.flatMap((one) => one.diagnostics));
      const bytes: Uint8Array = joined(edifactPieces(lowered.segments, 'none'));
      documents.push(bytes);
      return converter.read({ name: ids.message, bytes }).letters.map(plain);
    });
    diagnostics.push(...read.flatMap((letter) => letter.diagnostics));
    return { letters: read, documents, diagnostics };
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
      const ids = letterIds(letter);
      const lifted = liftedOf(letter);
      const format = lifted === undefined ? 'oioxml' : 'edifact';
      const there = { ...converter.convert(plain(letter), candidates.map(plain), OPTIONS), letter: ids };
      if (there.bundle === undefined) return failed(there);
      const { message } = converter.read({ name: 'CareCommunication', bytes: bytesOf(there.bundle) });
      if (message === undefined) return failed(there);
      const back = converter.convertMessage('CareCommunication', message, {
        ...OPTIONS,
        unmappable: format === 'edifact' ? 'transliterate' : 'reference',
      });
      if (back.letters.length === 0) return failed(there, back.diagnostics);
      const { letters, documents, diagnostics } = reread(back.letters, format);
      if (hasError(diagnostics)) return failed(there, diagnostics);
      const used = new Set(there.binaries.map(keyOf));
      const binaries = candidates.filter((one) => used.has(keyOf(letterIds(one))));
      const trip = done(there, back, letterLeaves([letter, ...binaries]), letterLeaves(letters), documents);
      const lifts = [letter, ...binaries].flatMap((one) => liftedOf(one) ?? []);
      return { ...trip, differences: [...lifts.flatMap(notLifted), ...trip.differences] };
    },
    legacy(letter) {
      const lifted = liftedOf(letter);
      const {
        letters: [there],
        segments,
      } = converter.convertEnvelope([plain(letter)], OPTIONS);
      if (there === undefined || segments === undefined)
        return failed(there ?? { letter: letterIds(letter), diagnostics: letter.diagnostics });
      const own = { ...there, letter: letterIds(letter) };
      const document: Uint8Array = joined(edifactPieces(segments, 'none'));
      const { letters } = converter.read({ name: own.made?.message ?? '', bytes: document });
      const [again] = letters;
      const trace = again && liftedOf(again)?.trace();
      if (again === undefined || trace === undefined || hasError(again.diagnostics))
        return failed(own, again?.diagnostics);
      const back = { ...own, diagnostics: again.diagnostics, trace };
      const result: Uint8Array[] = [
        lifted !== undefined || again.envelope.parent === undefined
          ? document
          : joined(oioxmlPieces(again.envelope.parent)),
      ];
      const trip = done(own, back, letterLeaves([letter]), letterLeaves([again]), result);
      const lost = lifted === undefined ? [] : notLifted(lifted);
      return { ...trip, differences: [...lost, ...trip.differences] };
    },
    message(file, read, through = 'oioxml') {
      const there = converter.convertMessage(file, read, {
        ...OPTIONS,
        unmappable: through === 'edifact' ? 'transliterate' : 'reference',
      });
      if (there.letters.length === 0 || read.message === undefined) return failed(there);
      parties = partiesOf(read.message, tables.message.slices);
      const { letters, diagnostics } = reread(there.letters, through);
      if (hasError(diagnostics)) return failed(there, diagnostics);
      const [letter, ...binaries] = letters;
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

/** What tells letters apart. */
const keyOf = ({ file, envelope, letter }: LetterIds): string => JSON.stringify([file, envelope, letter]);
