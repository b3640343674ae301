import type { Place } from '../../diagnostics/diagnostic.js';
import type { Node } from '../../formats/fhir/node.js';
import type { Origin } from '../../formats/origin.js';
import type { Characters } from '../characters.js';
import type { Known } from '../notation.js';
import { type Item, Run, type Surroundings } from '../run.js';
import type { AnsweringMessage } from './answering-message.js';
import { type AnsweredLetter, knownOf, type Original, type Refusal } from './original.js';
import { NOWHERE } from './receipt-run.js';

/** What a receipt is written for. */
export interface ReceiptTask {
  /** XCTL01 to XCTL03. */
  kind: string;
  original: Original;
  /** The letter it answers. */
  letter: AnsweredLetter;
  /** The Acknowledgement it is made of; undefined of our own refusal. */
  message: AnsweringMessage | undefined;
  refusal: Refusal | undefined;
  /** Local date and time of our own refusal. */
  local: { date: string; time: string } | undefined;
}

/** An issue of the Acknowledgement. */
export interface IssueItem extends Item {
  issue: Node;
}

/** One receipt that is written. */
export class WritingRun extends Run {
  readonly top: Origin;
  readonly items: readonly IssueItem[];

  constructor(
    readonly task: ReceiptTask,
    readonly characters: Characters,
    surroundings: Surroundings,
  ) {
    super(surroundings);
    this.top = task.message?.header ?? NOWHERE;
    this.items = (task.message?.issues ?? []).map((issue, i) => ({
      kind: 'refusal',
      number: i + 1,
      repeated: false,
      memo: [],
      issue,
    }));
  }

  override known(name: Known): string | undefined {
    const { task } = this;
    const { letter, refusal } = task;
    switch (name) {
      case 'kind':
        return task.kind;
      case 'letter.envelope':
        return letter.envelope;
      case 'letter.letter':
        return letter.letter;
      case 'letter.version':
        return letter.version;
      case 'refusal.code':
        return refusal?.code;
      case 'refusal.text':
        return refusal?.text;
      case 'refusal.provider':
        return refusal?.provider;
      case 'refusal.date':
        return task.local?.date;
      case 'refusal.time':
        return task.local?.time;
      default:
        return knownOf(task.original, name);
    }
  }

  placeOf(origin: Origin): Place {
    return this.task.message?.source.of(origin) ?? {};
  }

  /** Nothing is looked up in the directory: all parties are known. */
  protected sentDate(): undefined {
    return undefined;
  }
}
