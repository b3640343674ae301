import type { Place } from '../../diagnostics/diagnostic.js';
import type { Rec } from '../../formats/oioxml/check.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { Origin } from '../../formats/origin.js';
import type { Known } from '../notation.js';
import { type Item, Run, type Surroundings } from '../run.js';
import { type AnsweredLetter, knownOf, type Original, type Refusal, type RefusalIssue } from './original.js';

/** A receipt, with the part of it that answers one letter. */
export interface Answer {
  receipt: Letter;
  /** The OriginalLetter; undefined if the receipt names none. */
  part: Rec | undefined;
  /** The letter of the message that it answers. */
  letter: AnsweredLetter;
}

/** A reason why a message is refused. */
export interface RefusalItem extends Item {
  answer: Answer | undefined;
  issue: RefusalIssue | undefined;
}

/** One conversion of receipts to an Acknowledgement. Without receipts: our own refusal. */
export class ReceiptRun extends Run {
  readonly top: Origin;
  /** The receipt that was sent last. */
  readonly last: Answer | undefined;

  constructor(
    readonly original: Original,
    readonly answers: readonly Answer[],
    readonly refusal: Refusal | undefined,
    readonly items: readonly RefusalItem[],
    /** XCTL01 to XCTL03: what the receipts come to. */
    private readonly kind: string,
    surroundings: Surroundings,
  ) {
    super(surroundings);
    this.last = answers.at(-1);
    this.top = this.last?.receipt.record.element ?? NOWHERE;
  }

  override known(name: Known): string | undefined {
    const item = this.item as RefusalItem | undefined;
    switch (name) {
      case 'kind':
        return this.kind;
      case 'letter.named':
        return this.answers.length > 1 ? item?.answer?.letter.message : undefined;
      case 'refusal.instant':
        return this.refusal?.instant;
      case 'refusal.issue':
        return item?.issue?.code;
      case 'refusal.system':
        return item?.issue?.coding?.system;
      case 'refusal.coding':
        return item?.issue?.coding?.code;
      case 'refusal.expression':
        return item?.issue?.expression;
      case 'refusal.text':
        return item?.issue?.text;
      default:
        return knownOf(this.original, name);
    }
  }

  placeOf(origin: Origin): Place {
    let root = origin;
    while (root.parent !== undefined) root = root.parent;
    const holds = ({ receipt }: Answer): boolean => receipt.envelope.parent === root;
    return (this.answers.find(holds) ?? this.last)?.receipt.source.of(origin) ?? {};
  }

  /** Nothing is looked up in the directory: all parties are known. */
  protected sentDate(): undefined {
    return undefined;
  }
}

/** Where something is told of a refusal of our own, which answers no document at hand. */
export const NOWHERE: Origin = {
  name: '',
  text: '',
  slice: undefined,
  parent: undefined,
  offset: 0,
  path: () => '',
  content: () => '',
};
