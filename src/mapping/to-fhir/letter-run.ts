import type { Place } from '../../diagnostics/diagnostic.js';
import type { Rec } from '../../formats/oioxml/check.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { Origin } from '../../formats/origin.js';
import type { Source } from '../../formats/source.js';
import { type Item, Run, type Surroundings } from '../run.js';

/** A reference of the letter with the object it refers to, or either alone. */
export interface LetterItem extends Item {
  reference: Rec | undefined;
  object: { record: Rec; letter: Letter } | undefined;
}

/** One conversion of a letter to FHIR. */
export class LetterRun extends Run {
  readonly top: Origin;

  constructor(
    readonly letter: Letter,
    readonly attachments: readonly Letter[],
    readonly items: readonly LetterItem[],
    surroundings: Surroundings,
  ) {
    super(surroundings);
    this.top = letter.record.element;
  }

  placeOf(origin: Origin): Place {
    return this.sourceOf(origin).of(origin);
  }

  /** The text that an element was parsed from. */
  private sourceOf(origin: Origin): Source {
    let root = origin;
    while (root.parent !== undefined) root = root.parent;
    const holds = (letter: Letter): boolean => letter.envelope.parent === root;
    return (this.attachments.find(holds) ?? this.letter).source;
  }

  protected sentDate(): string | undefined {
    const sent = this.letter.schema.leaves.get('Envelope/Sent/Date');
    return sent === undefined ? undefined : this.letter.record.slots[sent.leaf.slot]?.text;
  }
}

/** The run of a row that reads letters: such rows run on nothing else. */
export const letterRun = (run: Run): LetterRun => run as LetterRun;
