import type { Sources } from '../setup.js';
import type { Carrier, Near, NumberedFile } from './neighbours.js';
import type { BatchOptions } from './options.js';

/** What a thread is started with. */
export interface Start {
  sources: Sources;
  options: BatchOptions;
  /** Folder of results, and what tells files that are being written from those of other runs. */
  out: string;
  mark: string;
  /** Whether a result could overwrite an input. */
  overwrites: boolean;
  /** Counts the files that the thread has begun, for those who watch it. */
  begun: Int32Array;
}

/** Files that a thread is to look at or to convert. */
export type Lot =
  | { kind: 'find'; files: readonly NumberedFile[] }
  | { kind: 'convert'; files: readonly NumberedFile[]; near: readonly Near[] };

/** What a thread is told. */
export type ToThread = Lot | { kind: 'answer'; question: number; answer: Carrier[] | boolean };

/** What a thread asks of the neighbours of its files. */
export type Question = { ask: 'carriers' | 'anyTaken' | 'anyInput'; names: readonly string[] };

/**
 * What a thread tells: what came of the files it was given, or what it must know. Outcomes are JSON, which is made, passed on and read in a
 * fraction of the time that objects take, and goes into the journal as it is, in pieces.
 */
export type FromThread =
  | { kind: 'done'; outcome: readonly string[] }
  | ({ kind: 'question'; question: number } & Question);
