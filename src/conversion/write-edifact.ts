import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import type { SegmentOut } from '../formats/edifact/write.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { isPersonal, type Leaf } from '../formats/oioxml/schema.js';
import { Characters, type Unmappable } from '../mapping/characters.js';
import { FitText } from '../mapping/edifact/fit.js';
import { Lower } from '../mapping/edifact/lower.js';
import { lowerMessage } from '../mapping/edifact/lower-message.js';
import type { MessagePlan } from '../mapping/edifact/plan.js';
import { type Account, type Counts, type LeafKind, Ledger, type Loss } from '../mapping/ledger.js';
import type { Tables } from '../mapping/tables.js';
import { forEachLeaf } from '../mapping/to-fhir/letter-leaves.js';
import type { LetterIds } from './letter-ids.js';
import { type Trace, traceOf } from './trace.js';
import { valueAt } from './values.js';

/** An interchange that was made of the letters of one envelope. */
export interface LoweredEnvelope {
  segments: SegmentOut[];
  /** One for each letter. */
  letters: Array<{
    ids: Pick<LetterIds, 'message' | 'version'>;
    counts: Counts;
    losses: Loss[];
    trace: Trace | undefined;
    /** With an error in any of them nothing must be written. */
    diagnostics: Diagnostic[];
  }>;
}

/** A leaf that no row took is told of when it is settled. */
const noFate = (): undefined => undefined;
const PERSONAL: LeafKind = { personal: true, fate: noFate };
const IMPERSONAL: LeafKind = { personal: false, fate: noFate };

/** The leaves of a letter. */
const accountOf = (letter: Letter, { local }: MessagePlan): Account => {
  const unknown: LeafKind = {
    personal: isPersonal(undefined),
    fate: () => ({ status: 'dropped', row: local.id, reason: local.reason }),
  };
  const kindOf = (leaf: Leaf | undefined): LeafKind => {
    if (leaf === undefined) return unknown;
    return isPersonal(leaf) ? PERSONAL : IMPERSONAL;
  };
  return {
    each: (visit) => forEachLeaf(letter, (element, leaf) => visit(element, kindOf(leaf))),
    placeOf: (origin) => letter.source.of(origin),
  };
};

/** Letters of one envelope have one sender and one receiver. Rules: legacy formats 7.5. */
const otherParties = (letter: Letter, first: Letter): Diagnostic[] => {
  const numberOf = (letter: Letter, party: string): string | undefined =>
    valueAt(letter, `${letter.schema.table.letter}/${party}/EANIdentifier`);
  return ['Sender', 'Receiver']
    .filter((party) => numberOf(letter, party) !== numberOf(first, party))
    .map((party) =>
      diagnostic('EDI040', letter.source.of(letter.record.element), {
        party: phrase(party === 'Sender' ? 'sender' : 'receiver'),
      }),
    );
};

/**
 * Makes an interchange of the letters of one envelope.
 *
 * @param letters checked letters without errors, in their order; at least one
 * @param unmappable what is done with characters that ISO-8859-1 lacks; EDIFACT has no references: others stand for them
 * @returns the segments from UNB to UNZ, and what there is to tell
 */
export const lowerEnvelope = (
  letters: readonly Letter[],
  tables: Tables,
  unmappable: Unmappable | undefined,
  tracing: boolean,
): LoweredEnvelope => {
  const characters = new Characters(tables.characters, unmappable === 'error' ? 'error' : 'transliterate');
  const lowered: LoweredEnvelope = { segments: [], letters: [] };
  const { segments } = lowered;
  for (const [i, letter] of letters.entries()) {
    const plan = tables.edifact.find(({ schema }) => schema === letter.schema);
    if (plan === undefined) throw new Error(`no table writes ${letter.schema.table.message}`);
    const ledger = new Ledger(tracing);
    const lower = new Lower(plan, letter, new FitText(characters, ledger), ledger);
    const header = lower.frame(plan.header, letters.length);
    if (i === 0) segments.push(header);
    lowerMessage(lower);
    // A loop, as a call takes only so many arguments.
    for (const segment of lower.segments) segments.push(segment);
    const trailer = lower.frame(plan.trailer, letters.length);
    if (i === letters.length - 1) segments.push(trailer);
    const account = accountOf(letter, plan);
    const { counts, unmapped, losses } = ledger.settle(account);
    lowered.letters.push({
      ids: { message: plan.name, version: plan.version },
      counts,
      losses,
      trace: tracing ? traceOf(ledger, account) : undefined,
      diagnostics: [...otherParties(letter, letters[0] as Letter), ...lower.diagnostics, ...unmapped],
    });
  }
  return lowered;
};
