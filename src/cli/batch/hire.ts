import { availableParallelism } from 'node:os';
import { batchOptions, type ConvertOptions } from '../convert-options.js';
import type { Sources, Using } from '../setup.js';
import { words } from '../words.js';
import { Alone, type Crew } from './crew.js';
import type { ListedFiles } from './listed-files.js';
import type { AllNeighbours } from './neighbours.js';
import { OutputFolder, StandardOutput } from './output.js';
import { Pool } from './pool.js';
import { Runner } from './runner.js';
import { CHUNK } from './worklist.js';

/** From so many files on, threads are worth their start if nobody says how many there are to be. */
const WORTH_THREADS = 2000;

/** What a batch is about. */
export interface Order {
  using: Using;
  /** What that was made of. */
  sources: Sources;
  options: ConvertOptions;
  list: ListedFiles;
  neighbours: AllNeighbours;
  /** Folder of results; undefined for standard output. */
  out: string | undefined;
  /** Tells files that are being written from those of other runs. */
  mark: string;
  /** Whether a result could overwrite an input. */
  overwrites: boolean;
}

/** Who does the work of a batch: threads if there is enough for them, otherwise this one alone. */
export const hire = ({ using, sources, options, list, neighbours, out, mark, overwrites }: Order): Crew => {
  const alone = (folder: OutputFolder | StandardOutput): Crew =>
    new Alone(new Runner(using, options, neighbours, folder));
  if (out === undefined) return alone(new StandardOutput(words[options.lang].standardOutput));
  const { jobs = list.total < WORTH_THREADS ? 1 : availableParallelism() } = options;
  const count = Math.min(jobs, Math.ceil(list.total / CHUNK));
  // Only a thread can be given up when it takes too long.
  const watched = options.limit?.some((one) => one.startsWith('seconds=')) === true;
  if (count < 2 && !watched) return alone(new OutputFolder(out, mark, overwrites ? neighbours : undefined));
  const start = { sources, options: batchOptions(options), out, mark, overwrites };
  return new Pool(Math.max(1, count), start, neighbours, using.limits.seconds);
};
