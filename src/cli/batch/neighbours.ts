import type { InputFile } from '../inputs.js';

/** An input with its number in the batch. */
export interface NumberedFile extends InputFile {
  number: number;
}

/** A binary letter as it was found: where it stands, and the objects it carries. */
export interface FoundBinary {
  /** Number of its file in the batch, and of the letter in that. */
  file: number;
  letter: number;
  objects: string[];
}

/** A binary letter that carries an object of a letter. */
export interface Carrier {
  /** Its number among the binary letters of the batch. */
  id: number;
  file: NumberedFile;
  letter: number;
}

/** The one binary letter of the batch that carries an object. */
export interface Near {
  object: string;
  carrier: Carrier;
}

/** What became of the binary letters of a letter, by their numbers. */
export interface Settled {
  carriers: number[];
  rejected: number[];
  converted: boolean;
}

/** What the conversion of a file must know of the other files of the batch. */
export interface Neighbours {
  /** The binary letters that carry any of these objects. */
  carriers(objects: readonly string[]): Carrier[] | Promise<Carrier[]>;
  /** True if one of these names belongs to the results of another file. */
  anyTaken(names: readonly string[]): boolean | Promise<boolean>;
  /** True if one of these paths is that of an input. */
  anyInput(paths: readonly string[]): boolean | Promise<boolean>;
}

/** The same of who has all files of the batch. */
export interface AllNeighbours extends Neighbours {
  /**
   * The binary letters in files near some others, as far as no other one carries the same object: most letters and their binary letters
   * are near each other, and whoever works on those files need not ask.
   */
  near(files: readonly NumberedFile[]): Near[];
}
