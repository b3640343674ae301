import { diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { SegmentOut } from '../formats/edifact/write.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Element } from '../formats/xml/element.js';
import type { Tables } from '../mapping/tables.js';
import type { Options, Traced } from './conversion.js';
import { type LetterIds, letterIds } from './letter-ids.js';
import { liftedOf } from './lifted.js';
import { strictly } from './strict.js';
import { NO_COUNTS } from './trace.js';
import { lowerEnvelope } from './write-edifact.js';

/** What came of one letter of an envelope. */
export interface EnvelopeLetter extends Traced {
  /** The letter as it was made. */
  made: LetterIds | undefined;
  /** Number of references and objects in it. */
  attachments: number;
}

/** What came of the letters of one envelope: all of them, or none. */
export interface EnvelopeConversion {
  letters: EnvelopeLetter[];
  /** The Emessage, if they came as EDIFACT. */
  root: Element | undefined;
  /** The interchange, if they came as OIOXML; see `toEdifact`. */
  segments: SegmentOut[] | undefined;
}

const attachmentsIn = ({ schema, record }: Letter): number =>
  schema.groups
    .map(({ name }, i) =>
      name === 'Reference' || name === 'BinaryObject' ? (record.groups[i]?.length ?? 0) : 0,
    )
    .reduce((sum, count) => sum + count, 0);

const blank = (letter: Letter, options: Options): EnvelopeLetter => ({
  letter: letterIds(letter),
  made: undefined,
  attachments: attachmentsIn(letter),
  counts: NO_COUNTS,
  losses: [],
  diagnostics: strictly(letter.diagnostics, options.strict),
  trace: undefined,
});

/** Tells the letters of an envelope of which another is refused. */
const tellOthers = (letters: readonly Letter[], conversions: readonly EnvelopeLetter[]): void => {
  for (const [i, { diagnostics }] of conversions.entries()) {
    const letter = letters[i] as Letter;
    if (!hasError(diagnostics))
      diagnostics.push(diagnostic('EDI047', letter.source.of(letter.record.element)));
  }
};

/**
 * Converts the letters of one envelope between EDIFACT and OIOXML: what came as EDIFACT becomes an Emessage, what came
 * as OIOXML an interchange. An envelope is converted whole or not at all; its receipt could tell no other way.
 *
 * @param letters the letters of one envelope as they were read, in their order
 */
export const convertEnvelope = (
  letters: readonly Letter[],
  tables: Tables,
  options: Options,
): EnvelopeConversion => {
  const conversion: EnvelopeConversion = {
    letters: letters.map((letter) => blank(letter, options)),
    root: undefined,
    segments: undefined,
  };
  const faulty = (): boolean => conversion.letters.some(({ diagnostics }) => hasError(diagnostics));
  const [first] = letters;
  if (first === undefined) return conversion;
  if (!faulty()) {
    if (liftedOf(first) === undefined) lower(letters, conversion, tables, options);
    else raise(letters, conversion, options);
  }
  if (faulty()) {
    tellOthers(letters, conversion.letters);
    return { ...conversion, root: undefined, segments: undefined };
  }
  return conversion;
};

/** The letters are there already; what is left is their account. */
const raise = (letters: readonly Letter[], conversion: EnvelopeConversion, options: Options): void => {
  for (const [i, one] of conversion.letters.entries()) {
    const letter = letters[i] as Letter;
    const lifted = liftedOf(letter);
    const { message, version } = letter.schema.table;
    one.made = { ...one.letter, message, version };
    if (lifted === undefined) continue;
    one.counts = lifted.counts;
    one.losses = lifted.losses;
    if (options.trace === true) one.trace = lifted.trace();
  }
  conversion.root = letters[0]?.envelope.parent;
};

const lower = (
  letters: readonly Letter[],
  conversion: EnvelopeConversion,
  tables: Tables,
  options: Options,
): void => {
  const lowered = lowerEnvelope(letters, tables, options.unmappable, options.trace === true);
  for (const [i, one] of conversion.letters.entries()) {
    const own = lowered.letters[i];
    if (own === undefined) continue;
    one.made = { ...one.letter, ...own.ids };
    one.counts = own.counts;
    one.losses = own.losses;
    one.trace = own.trace;
    one.diagnostics.push(...strictly(own.diagnostics, options.strict));
  }
  conversion.segments = lowered.segments;
};
