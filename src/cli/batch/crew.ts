import { Breath } from './breath.js';
import { type Converted, madeHere, type Outcome, Recorder } from './events.js';
import type { FoundBinary, NumberedFile } from './neighbours.js';
import type { Runner } from './runner.js';

/** What was found among some files. */
export interface FindOutcome extends Outcome {
  binaries: FoundBinary[];
  /** Numbers of the files that are done. */
  done: number[];
}

/** Does the work of a batch, some files at a time. */
export interface Crew {
  /** How many lots of files it works on at a time. */
  readonly width: number;
  find(files: readonly NumberedFile[]): Promise<FindOutcome>;
  convert(files: readonly NumberedFile[]): Promise<Converted>;
  /** Lets it go. */
  end(): Promise<void>;
}

/** Looks for binary letters in some files. */
export const findIn = async (
  files: readonly NumberedFile[],
  runner: Runner,
  next: (file: number) => Promise<void> | void,
): Promise<FindOutcome> => {
  const recorder = new Recorder();
  const outcome: FindOutcome = { events: recorder.events, settled: [], binaries: [], done: [] };
  for (const [i, file] of files.entries()) {
    await next(i);
    const { binaries, done } = runner.find(file, recorder);
    outcome.binaries.push(...binaries);
    if (done) outcome.done.push(file.number);
  }
  return outcome;
};

/** Converts some files. */
export const convertAll = async (
  files: readonly NumberedFile[],
  runner: Runner,
  next: (file: number) => Promise<void> | void,
): Promise<Outcome> => {
  const recorder = new Recorder();
  const outcome: Outcome = { events: recorder.events, settled: [] };
  for (const [i, file] of files.entries()) {
    await next(i);
    outcome.settled.push(...(await runner.convert(file, recorder)));
  }
  return outcome;
};

/** This thread, alone. */
export class Alone implements Crew {
  readonly width = 1;
  private readonly breath = new Breath();

  constructor(private readonly runner: Runner) {}

  find(files: readonly NumberedFile[]): Promise<FindOutcome> {
    return findIn(files, this.runner, () => this.breath.take());
  }

  async convert(files: readonly NumberedFile[]): Promise<Converted> {
    return madeHere(await convertAll(files, this.runner, () => this.breath.take()));
  }

  async end(): Promise<void> {}
}
