import type { Base64 } from '../formats/fhir/model.js';
import type { Origin } from '../formats/origin.js';

/** A value, or the values of several columns for targets that take one each. */
export type Value = string | Base64 | Readonly<Record<string, string>>;

/** The row that makes a value, as far as the value needs to know it. */
interface Maker {
  id: string;
  reason: string | undefined;
}

const NO_ORIGINS: readonly Origin[] = [];
const NO_PARTS: readonly Made[] = [];

/** A value that a row made, and what it was made of. */
export class Made {
  private constructor(
    readonly value: Value,
    readonly row: string,
    /** What was done: the row's `how`, or that of the step that stood in for a missing value. */
    readonly how: string,
    /** The elements it was made of. */
    readonly origins: readonly Origin[],
    /** True if they only decided about the value and are not in it. */
    readonly usedOnly: boolean,
    /** Why, as the row tells. */
    readonly reason: string | undefined,
    /** Values of other rows that went into it. */
    readonly parts: readonly Made[],
  ) {}

  /** A value that holds what an element holds, in whatever form. */
  static from({ id, reason }: Maker, how: string, value: Value, origins: Origin | readonly Origin[]): Made {
    const list = Array.isArray(origins) ? (origins as readonly Origin[]) : [origins as Origin];
    return new Made(value, id, how, list, false, reason, NO_PARTS);
  }

  /** A value that no element holds; one may have decided about it. */
  static by({ id, reason }: Maker, how: string, value: Value, ...deciders: Array<Origin | undefined>): Made {
    const some = deciders.length === 0 ? NO_ORIGINS : deciders.filter((one) => one !== undefined);
    return new Made(value, id, how, some.length === 0 ? NO_ORIGINS : some, true, reason, NO_PARTS);
  }

  /** A value put together from those of other rows, and perhaps of an element of its own. */
  static of({ id, reason }: Maker, how: string, value: Value, parts: readonly Made[], origin?: Origin): Made {
    return new Made(value, id, how, origin === undefined ? NO_ORIGINS : [origin], false, reason, parts);
  }
}
