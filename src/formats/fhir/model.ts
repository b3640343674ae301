/** Base64 content that is written as it stands and never decoded. */
export class Base64 {
  /** @param bytes ASCII, without white space */
  constructor(readonly bytes: Uint8Array) {}
}

/** A value of a FHIR element, as in JSON; attachments' content may be a slice of bytes. */
export type FhirValue = string | number | boolean | Base64 | FhirObject | FhirValue[];

/** A FHIR resource or data type, as in JSON. Its properties stand in the order of elements.ts. */
export interface FhirObject {
  [element: string]: FhirValue | undefined;
}
