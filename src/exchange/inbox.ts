import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemError } from './system.js';

/** A file that was taken from the inbox. */
export interface Claimed {
  /** Id of its arrival; no other file ever gets it. */
  id: string;
  /** Its name in the inbox. */
  file: string;
  path: string;
}

const WORK = '.relay';
const REJECTED = 'rejected';
/** Names under which programs write what is not finished. */
const UNFINISHED = /^\.|\.(?:tmp|part|partial|filepart|crdownload)$/i;
const END = /<\/(?:[\w.-]+:)?VANSEnvelope\s*>\s*$/;
const TAIL = 200;
const SECOND = 1000;
/** Characters of a name that are kept. */
const LONGEST = 50;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** True if a file ends as an envelope does. */
const endsAsEnvelope = (path: string): boolean => {
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    const tail = Buffer.alloc(Math.min(TAIL, size));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    return END.test(tail.toString('latin1').replaceAll('\0', ''));
  } finally {
    closeSync(handle);
  }
};

/**
 * The folder in which messages arrive. A file is taken by renaming it into a folder below, under the id of its arrival:
 * whoever renames it has it, and what was not finished is found again after a crash.
 */
export class Inbox {
  private readonly work: string;

  /**
   * @param settle seconds after which a file that does not end as an envelope does is taken all the same
   * @throws DiagnosticError REL001
   */
  constructor(
    private readonly folder: string,
    private readonly settle: number,
  ) {
    this.work = join(folder, WORK);
    systemError('REL001', folder, () => mkdirSync(this.work, { recursive: true }));
  }

  /** Names of the files that are complete, in the order they came. */
  complete(): string[] {
    const found: Array<{ name: string; time: number }> = [];
    const entries = systemError('REL001', this.folder, () =>
      readdirSync(this.folder, { withFileTypes: true }),
    );
    for (const entry of entries) {
      if (!entry.isFile() || UNFINISHED.test(entry.name)) continue;
      const path = join(this.folder, entry.name);
      try {
        const { mtimeMs } = statSync(path);
        if (endsAsEnvelope(path) || Date.now() - mtimeMs >= this.settle * SECOND)
          found.push({ name: entry.name, time: mtimeMs });
      } catch (error) {
        // Another relay was faster, or it cannot be read yet; it is seen again if it is still there.
        if (!isMissing(error) && (error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
      }
    }
    const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    return found.sort((a, b) => a.time - b.time || order(a.name, b.name)).map(({ name }) => name);
  }

  /** Takes a file; undefined if somebody else has. */
  claim(file: string): Claimed | undefined {
    const id = randomUUID();
    // The system allows 255 bytes.
    const path = join(this.work, `${id}_${[...file].slice(-LONGEST).join('')}`);
    try {
      renameSync(join(this.folder, file), path);
      return { id, file, path };
    } catch (error) {
      if (isMissing(error)) return undefined;
      return systemError('REL001', join(this.folder, file), () => {
        throw error;
      });
    }
  }

  /** Files that were taken, by whoever, and not finished. @param age least time since then, in milliseconds */
  unfinished(age: number): Claimed[] {
    return readdirSync(this.work)
      .filter((name) => name.includes('_'))
      .map((name) => ({
        id: name.slice(0, name.indexOf('_')),
        file: name.slice(name.indexOf('_') + 1),
        path: join(this.work, name),
      }))
      .filter(
        ({ path }) =>
          age === 0 || Date.now() - (statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? Infinity) >= age,
      );
  }

  /** The bytes of a file that was taken; undefined if somebody else has finished it. */
  read({ path }: Claimed): Buffer | undefined {
    try {
      return readFileSync(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      return systemError('REL001', path, () => {
        throw error;
      });
    }
  }

  /** Removes a file whose outputs are all recorded. */
  finish({ path }: Claimed): void {
    rmSync(path, { force: true });
  }

  /** Puts a file aside that nothing can be done with, for people to look at. */
  reject({ id, file, path }: Claimed): void {
    const folder = join(this.folder, REJECTED);
    mkdirSync(folder, { recursive: true });
    try {
      renameSync(path, join(folder, `${id}_${file}`));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
