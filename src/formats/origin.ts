import type { RawContent } from './byte-source.js';

/** What whoever accounts for values noted of one of them. */
export interface Note {
  /** Whose note it is; it says nothing to others. */
  readonly by: object;
}

/** A place of the input that holds a value: an element of a letter, or of a FHIR resource. */
export interface Origin {
  readonly name: string;
  /** Its value as text; empty for one that has none, or whose value is a slice. */
  readonly text: string;
  /** A large value that stayed a slice of the input and was never decoded. */
  readonly slice: Uint8Array | undefined;
  /** The same of a document that is not in base64. */
  readonly raw?: RawContent | undefined;
  readonly parent: Origin | undefined;
  /** Where it begins, in characters of the parsed text (see Source.place). */
  readonly offset: number;
  /** The last note; a field, as looking notes up takes longer than the rest of an account. */
  note?: Note | undefined;
  /** Its path, as the mapping tables and people of the format write it. */
  path(): string;
  /** Its JSON pointer, of a document in JSON. */
  pointer?(): string;
  /** Its value as people see it; of a slice, its size. */
  content(): string;
}
