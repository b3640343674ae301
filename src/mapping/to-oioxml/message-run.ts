import type { Place } from '../../diagnostics/diagnostic.js';
import { Followed } from '../../formats/fhir/followed.js';
import type { Node } from '../../formats/fhir/node.js';
import type { Origin } from '../../formats/origin.js';
import type { Limits } from '../../limits.js';
import type { Characters } from '../characters.js';
import { copenhagenLocal } from '../copenhagen.js';
import type { Made } from '../made.js';
import { type Item, Run, type Surroundings } from '../run.js';
import type { Message, Segment } from './message.js';

/** An attachment that gets a Reference in the letter. */
export interface MessageItem extends Item {
  segment: Segment;
}

/** One conversion of a CareCommunication to a letter. */
export class MessageRun extends Run {
  readonly top: Origin;
  /** What a block of the text is written for: a payload, or a reference to a person or team. */
  inHand: Node | undefined = undefined;
  /** The role of the author of the payload in hand. */
  author: Node | undefined = undefined;
  /** Full values of rows that did not fit into their elements. */
  readonly cut = new Map<string, Made>();
  /** Texts added by this message, the oldest first; never empty. */
  readonly newest: readonly Segment[];
  /** Characters of the letter's text so far. */
  private written = 0;
  private readonly followed: Followed;
  private followedFar = false;

  constructor(
    readonly message: Message,
    readonly items: readonly MessageItem[],
    readonly characters: Characters,
    private readonly limits: Limits,
    surroundings: Surroundings,
  ) {
    super(surroundings);
    this.top = message.header;
    this.followed = new Followed(message.bundle, limits.followed);
    const texts = message.segments.filter(({ kind, isNew }) => kind === 'text' && isNew);
    this.newest = texts.length > 1 ? [...texts].sort((a, b) => a.time - b.time) : texts;
  }

  /** The resource that a reference leads to; none, and told, if references led to far more than there is in the message. */
  resolve(reference: Node): Node | undefined {
    const target = this.message.resolve(reference);
    if (target === undefined || this.followed.allows(target)) return target;
    if (!this.followedFar) this.tell(reference, 'LIM013', { limit: this.limits.followed });
    this.followedFar = true;
    return undefined;
  }

  /** Counts lines of the letter's text, in which one value may stand for each payload; false, and told, once it is too long. */
  hasRoom(lines: readonly Made[]): boolean {
    const { text: longest } = this.limits;
    if (this.written > longest) return false;
    for (const { value } of lines) this.written += String(value).length;
    if (this.written <= longest) return true;
    this.tell(this.message.communication, 'LIM011', { limit: longest });
    return false;
  }

  placeOf(origin: Origin): Place {
    return this.message.source.of(origin);
  }

  protected sentDate(): string | undefined {
    return copenhagenLocal(this.message.bundle.value('timestamp') ?? '')?.date;
  }
}

/** The run of a row that reads a CareCommunication: such rows run on nothing else. */
export const messageRun = (run: Run): MessageRun => run as MessageRun;
