import { resolve } from 'node:path';
import type { InputFile } from '../inputs.js';
import { Names, onAnyDisk } from './names.js';
import type { NumberedFile } from './neighbours.js';

/** Files are converted so many at a time, and a note of what is done is made after them. */
export const CHUNK = 32;

/** The files of a batch. */
export interface Worklist {
  readonly total: number;
  /** Names that results have, and paths of inputs. */
  readonly targets: Names;
  readonly inputs: Names;
  /** The files of a chunk, of which the first has the number 0. */
  chunk(number: number): readonly NumberedFile[];
}

/** A few files that are known already. */
export const listOf = (files: readonly InputFile[]): Worklist => {
  const targets = new Names(onAnyDisk);
  const inputs = new Names();
  const numbered = files.map((file, number) => {
    if (file.path !== undefined) inputs.add(resolve(file.path));
    return { ...file, number, target: targets.claim(file.target) };
  });
  return {
    total: files.length,
    targets,
    inputs,
    chunk: (number) => numbered.slice(number * CHUNK, (number + 1) * CHUNK),
  };
};

/** A file of a list by its number. */
export const fileAt = (list: Worklist, number: number): NumberedFile | undefined =>
  list.chunk(Math.floor(number / CHUNK))[number % CHUNK];
