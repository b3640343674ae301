import { join, resolve } from 'node:path';
import type { InputFile } from '../inputs.js';
import { type Line, lineEndsOf, linesOf } from './lines.js';
import { Names, onAnyDisk } from './names.js';
import type { NumberedFile } from './neighbours.js';
import { CHUNK, type Worklist } from './worklist.js';

/** The file that the list is in. */
export const LIST = 'list';
/** Chunks that are kept in memory, and about the bytes that one has in the list. */
const RECENT = 64;
const LINES = 1 << 13;

/** The list of the files of a batch as it was written. */
export class ListedFiles implements Worklist {
  /** Few batches ask for names: they are put together when one does. */
  private knownTargets: Names | undefined;
  private knownInputs: Names | undefined;
  total = 0;
  /** Where each chunk begins in the list. */
  private readonly chunks: number[] = [];
  /** What was read last: a letter and its binary letter are mostly near each other. */
  private readonly recent = new Map<number, readonly NumberedFile[]>();
  private readonly path: string;

  /**
   * @param folder where the list was written
   * @param stdin what is on standard input, if that belongs to the batch
   */
  constructor(
    folder: string,
    private readonly stdin: InputFile | undefined,
  ) {
    this.path = join(folder, LIST);
    for (const { from } of lineEndsOf(this.path)) if (this.total++ % CHUNK === 0) this.chunks.push(from);
  }

  get targets(): Names {
    this.knownTargets ??= this.namesOf(({ target }) => target, new Names(onAnyDisk));
    return this.knownTargets;
  }

  get inputs(): Names {
    this.knownInputs ??= this.namesOf(
      ({ path, part }) => (path === undefined || part !== undefined ? undefined : resolve(path)),
      new Names(),
    );
    return this.knownInputs;
  }

  private namesOf(nameOf: (file: InputFile) => string | undefined, names: Names): Names {
    for (const line of linesOf(this.path)) {
      const name = nameOf(this.fileOf(line, 0));
      if (name !== undefined) names.add(name);
    }
    return names;
  }

  chunk(number: number): readonly NumberedFile[] {
    const known = this.recent.get(number);
    if (known !== undefined) return known;
    const files: NumberedFile[] = [];
    for (const line of linesOf(this.path, this.chunks[number], LINES)) {
      files.push(this.fileOf(line, number * CHUNK + files.length));
      if (files.length === CHUNK) break;
    }
    this.recent.set(number, files);
    for (const oldest of this.recent.keys()) {
      if (this.recent.size <= RECENT) break;
      this.recent.delete(oldest);
    }
    return files;
  }

  private fileOf({ text }: Line, number: number): NumberedFile {
    const file = Object.assign(JSON.parse(text) as InputFile, { number });
    const bytes = file.path === undefined ? this.stdin?.bytes : undefined;
    return bytes === undefined ? file : { ...file, bytes };
  }
}
