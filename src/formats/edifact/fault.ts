import type { Note } from './note.js';

/** Thrown by what reads a document, to go on with the next interchange. */
export class Fault extends Error {
  /**
   * @param rest characters of what cannot be read, from where reading stands
   * @param ended true if a terminator ends them
   */
  constructor(
    readonly note: Note,
    readonly rest: number,
    readonly ended: boolean,
  ) {
    super(note.code);
  }
}
