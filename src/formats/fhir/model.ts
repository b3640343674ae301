/** Base64 content that is written as it stands and never decoded. */
export class Base64 {
  /** How contents are written as JSON; set for the time of one (synchronous) JSON.stringify. */
  static writer: (content: Base64) => string = () => '';

  /** @param bytes ASCII, without white space */
  constructor(readonly bytes: Uint8Array) {}

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
