import type { Base64Content } from '../base64.js';
import type { Piece } from '../byte-source.js';

/** Base64 content that is written as it stands and never decoded. */
export class Base64 {
  /** How contents are written as JSON; set for the time of one (synchronous) JSON.stringify. */
  static writer: (content: Base64) => string = () => '';

  constructor(private readonly content: Base64Content) {}

  /** ASCII, without white space; copied or encoded where that is asked for, if it is not there. */
  get bytes(): Uint8Array {
    return this.content.bytes;
  }

  /** Number of its bytes. */
  get length(): number {
    return this.content.length;
  }

  /** The same to be written. */
  get piece(): Piece {
    return this.content.piece;
  }

  toJSON(): string {
    return Base64.writer(this);
  }
}

/** A value of a FHIR element, as in JSON; the content of an attachment may be a slice of bytes. */
export type FhirValue = string | number | boolean | Base64 | FhirObject | FhirValue[];

/** A FHIR resource or data type, as in JSON. Its properties stand in the order of elements.ts. */
export interface FhirObject {
  [element: string]: FhirValue | undefined;
}
