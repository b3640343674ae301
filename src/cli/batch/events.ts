import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Measured } from '../../report/batch/outcome.js';
import type { Result, Teller } from '../results.js';
import type { Settled } from './neighbours.js';

/** Something that is told of the files of a batch; plain data, so that it can go to another thread and into the journal. */
export type Event =
  | { kind: 'message'; result: Result; file: number; measured?: Measured | undefined }
  | { kind: 'aside'; diagnostics: readonly Diagnostic[] }
  | { kind: 'read'; bytes: number };

/** Who is told what came of the files of a batch. */
export interface FileTeller {
  /**
   * @param file number of the file in the batch
   * @param measured what it took; missing of what was never begun
   */
  tell(file: number, result: Result, measured?: Measured): void;
  aside(diagnostics: readonly Diagnostic[]): void;
  read(bytes: number): void;
}

/** Takes down what is told. */
export class Recorder implements FileTeller {
  readonly events: Event[] = [];

  tell(file: number, result: Result, measured?: Measured): void {
    this.events.push({ kind: 'message', result, file, measured });
  }

  aside(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length > 0) this.events.push({ kind: 'aside', diagnostics });
  }

  read(bytes: number): void {
    this.events.push({ kind: 'read', bytes });
  }
}

/** Tells what was taken down. */
export const retell = (events: readonly Event[], teller: Teller): void => {
  for (const event of events) {
    if (event.kind === 'message') teller.tell(event.result, event.measured);
    else if (event.kind === 'aside') teller.aside(event.diagnostics);
    else teller.read?.(event.bytes);
  }
};

/** What came of some files of a batch. */
export interface Outcome {
  events: Event[];
  settled: Settled[];
}

/** The same with its JSON in pieces, which another thread may have made already. */
export interface Converted {
  outcome: Outcome;
  pieces(): Iterable<string>;
}

/** Events are put into one piece up to about so many characters. */
const PIECE = 1 << 16;

/** The JSON of an outcome: pieces of some events each, and one of the rest. All of it may be more than one string can hold. */
export function* piecesOf({ events, ...rest }: Outcome): Generator<string> {
  let some = '';
  for (const event of events) {
    const json = JSON.stringify(event);
    if (some !== '' && some.length + json.length > PIECE) {
      yield `[${some}]`;
      some = '';
    }
    some += some === '' ? json : `,${json}`;
  }
  if (some !== '') yield `[${some}]`;
  yield JSON.stringify(rest);
}

/** The outcome of such pieces. Throws SyntaxError if they are none. */
export const outcomeOf = (pieces: readonly string[]): Outcome => {
  const events = pieces.slice(0, -1).flatMap((piece) => JSON.parse(piece) as Event[]);
  return { events, ...(JSON.parse(pieces.at(-1) ?? '') as Omit<Outcome, 'events'>) };
};

/** An outcome that was made here. */
export const madeHere = (outcome: Outcome): Converted => ({ outcome, pieces: () => piecesOf(outcome) });
