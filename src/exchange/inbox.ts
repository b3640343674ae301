import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Phrase } from '../diagnostics/phrase.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { ensureFolder, isMissing, makeDurable, systemError } from './system.js';

/** A file that lies in the inbox. */
export interface Lying {
  /** Its name, as it is told. */
  file: string;
  /** Its path, of the bytes that it has: old systems write names that are no UTF-8. */
  path: Buffer;
}

/** A file that was taken from the inbox. */
export interface Claimed {
  /** Id of its arrival; no other file ever gets it. */
  id: string;
  /** Its name in the inbox. */
  file: string;
  path: string;
}

/** What there is in the inbox. */
export interface Found {
  /** Files that are complete, in the order they came. */
  complete: Lying[];
  /** Files that this user may not read, and why. */
  unreadable: Array<{ file: string; reason: Phrase }>;
}

const WORK = '.relay';
const REJECTED = 'rejected';
/** Names under which programs write what is not finished. */
const UNFINISHED = /^\.|\.(?:tmp|part|partial|filepart|crdownload)$/i;
const END = /<\/(?:[\w.-]+:)?VANSEnvelope\s*>\s*$/;
const TAIL = 200;
const SECOND = 1000;
/** Characters of a name that are kept: with the id, at most the 255 bytes that systems allow. */
const LONGEST = 50;
const CLAIMED = /^([0-9a-f-]{36})_(.*)$/s;

/** A name without what would disturb lines of text. */
const told = (name: Buffer): string => name.toString('utf8').replace(/\p{Cc}/gu, '?');

const byTime = (a: { time: number; file: string }, b: { time: number; file: string }): number =>
  a.time - b.time || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);

/** True if a file ends as an envelope does. */
const endsAsEnvelope = (path: Buffer): boolean => {
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

/** The system reads no more at once. */
const MOST_AT_ONCE = 1 << 30;

/** The first bytes of a file, all of one that has no more. */
const beginningOf = (path: string, most: number): Buffer => {
  const handle = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(Math.min(fstatSync(handle).size, most));
    let read = 0;
    while (read < bytes.length) {
      const more = readSync(handle, bytes, read, Math.min(bytes.length - read, MOST_AT_ONCE), null);
      if (more === 0) break;
      read += more;
    }
    return bytes.subarray(0, read);
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

  /**
   * Looks for files. Folders, links and what is being written are left alone.
   *
   * @throws DiagnosticError REL001
   */
  look(): Found {
    const complete: Array<Lying & { time: number }> = [];
    const unreadable: Found['unreadable'] = [];
    const entries = systemError('REL001', this.folder, () =>
      readdirSync(this.folder, { withFileTypes: true, encoding: 'buffer' }),
    );
    for (const entry of entries) {
      const file = told(entry.name);
      if (!entry.isFile() || UNFINISHED.test(file)) continue;
      const path = Buffer.concat([Buffer.from(`${this.folder}/`), entry.name]);
      try {
        const { mtimeMs } = statSync(path);
        accessSync(path, constants.R_OK);
        if (this.isSettled(mtimeMs) || endsAsEnvelope(path)) complete.push({ file, path, time: mtimeMs });
      } catch (error) {
        // Another relay was faster.
        if (isMissing(error)) continue;
        unreadable.push({ file, reason: systemReason(error) });
      }
    }
    return { complete: complete.sort(byTime), unreadable };
  }

  /** A time that is to come is one from before the clock was put back. */
  private isSettled(time: number): boolean {
    return Math.abs(Date.now() - time) >= this.settle * SECOND;
  }

  /**
   * Takes a file.
   *
   * @returns undefined if somebody else has
   * @throws DiagnosticError REL001
   */
  claim({ file, path: from }: Lying): Claimed | undefined {
    const id = randomUUID();
    const path = join(this.work, `${id}_${[...file].slice(-LONGEST).join('')}`);
    return systemError('REL001', join(this.folder, file), () => {
      try {
        renameSync(from, path);
        return { id, file, path };
      } catch (error) {
        if (!isMissing(error)) throw error;
        // Somebody may have emptied the inbox, with this folder.
        ensureFolder(this.work);
        return undefined;
      }
    });
  }

  /**
   * Files that were taken, by whoever, and not finished.
   *
   * @param age least time since then, in milliseconds
   * @throws DiagnosticError REL001
   */
  unfinished(age: number): Claimed[] {
    return systemError('REL001', this.work, () => {
      ensureFolder(this.work);
      return readdirSync(this.work)
        .flatMap((name) => {
          const [, id, file] = CLAIMED.exec(name) ?? [];
          const path = join(this.work, name);
          const state = statSync(path, { throwIfNoEntry: false });
          return id === undefined || file === undefined || state === undefined
            ? []
            : [{ id, file, path, time: state.mtimeMs, since: state.ctimeMs }];
        })
        .filter(({ since }) => age === 0 || Date.now() - since >= age)
        .sort(byTime);
    });
  }

  /**
   * Makes durable that files were taken: else one of them might lie in the inbox again when the power comes back, and get
   * another id.
   *
   * @throws DiagnosticError REL001
   */
  settleClaims(): void {
    systemError('REL001', this.work, () => makeDurable(this.work));
  }

  /**
   * The bytes of a file that was taken; undefined if somebody else has finished it.
   *
   * @param most as many may be in a message: of a larger file one more is read, so that it is seen to be larger
   * @throws DiagnosticError REL001
   */
  read({ path }: Claimed, most: number): Buffer | undefined {
    return systemError('REL001', path, () => {
      try {
        return beginningOf(path, most + 1);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    });
  }

  /** Removes a file whose outputs are all recorded. @throws DiagnosticError REL001 */
  finish({ path }: Claimed): void {
    systemError('REL001', path, () => rmSync(path, { force: true }));
  }

  /** Puts a file aside that nothing can be done with, for people to look at. @throws DiagnosticError REL001 */
  reject({ path }: Claimed): void {
    const folder = join(this.folder, REJECTED);
    systemError('REL001', folder, () => {
      ensureFolder(folder);
      try {
        renameSync(path, join(folder, basename(path)));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    });
  }
}
