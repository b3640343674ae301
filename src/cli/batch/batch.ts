import type { Using } from '../setup.js';
import type { Crew, FindOutcome } from './crew.js';
import type { Event, Outcome } from './events.js';
import { inOrder } from './in-order.js';
import type { Journal } from './journal.js';
import type { Neighbourhood } from './neighbourhood.js';
import { CHUNK, type Worklist } from './worklist.js';

/** What a batch works with. */
export interface BatchParts {
  using: Using;
  list: Worklist;
  neighbourhood: Neighbourhood;
  crew: Crew;
  /** Notes what is done; missing where nothing can be resumed. */
  journal?: Journal | undefined;
  /** Whether binary letters are looked for first, so that letters may come in any order: to FHIR. */
  pairing: boolean;
  /** Whether it is told of files in their order, or as they are done. */
  ordered: boolean;
  /** Asked now and then; true if no more is begun. */
  stopped(): boolean;
  /** Told what came of files. */
  tell(events: readonly Event[]): void;
  /** Resolved when what was told has been taken, as far as it is not little. */
  taken(): Promise<void>;
  /** Told how many files more are done. */
  step(files: number): void;
}

/**
 * Converts the files of a batch; one that fails does not stop the others.
 *
 * @returns false if it was stopped before all was done
 */
export const runBatch = async (parts: BatchParts): Promise<boolean> => {
  const done = new Uint8Array(Math.ceil(parts.list.total / 8));
  try {
    if (parts.pairing) await findBinaries(parts, done);
    if (!parts.stopped()) await convertRest(parts, done);
  } finally {
    await parts.crew.end();
  }
  if (parts.stopped()) return false;
  for (const { file, result } of parts.neighbourhood.leftOver(parts.using)) {
    parts.tell([{ kind: 'message', file, result }]);
    await parts.taken();
  }
  return true;
};

const lotsOf = ({ list, crew, ordered, stopped, taken }: BatchParts) => ({
  count: Math.ceil(list.total / CHUNK),
  width: crew.width,
  ordered,
  stopped,
  taken,
});

const findBinaries = (parts: BatchParts, done: Uint8Array): Promise<void> =>
  inOrder<FindOutcome>({
    ...lotsOf(parts),
    // Binary letters of one object are told apart by their order.
    ordered: true,
    run: (chunk) => parts.crew.find(parts.list.chunk(chunk)),
    tell: (outcome) => {
      for (const binary of outcome.binaries) parts.neighbourhood.add(binary);
      for (const number of outcome.done) mark(done, number);
      parts.tell(outcome.events);
      parts.step(outcome.done.length);
    },
  });

const convertRest = (parts: BatchParts, done: Uint8Array): Promise<void> =>
  inOrder<{ outcome: Outcome; files: number }>({
    ...lotsOf(parts),
    run: async (chunk) => {
      const files = parts.list.chunk(chunk).filter(({ number }) => !isMarked(done, number));
      const known = parts.journal?.outcome(chunk);
      if (known !== undefined) return { outcome: known, files: files.length };
      const converted = await parts.crew.convert(files);
      parts.journal?.add(chunk, converted);
      return { outcome: converted.outcome, files: files.length };
    },
    tell: ({ outcome, files }) => {
      for (const settled of outcome.settled) parts.neighbourhood.settle(settled);
      parts.tell(outcome.events);
      parts.step(files);
    },
  });

const mark = (marks: Uint8Array, number: number): void => {
  marks[number >> 3] = (marks[number >> 3] ?? 0) | (1 << (number & 7));
};

const isMarked = (marks: Uint8Array, number: number): boolean =>
  ((marks[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
