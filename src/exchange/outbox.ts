import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemError } from './system.js';

/** Where a result goes. */
export interface Destination {
  /** Id of the output; the same each time the same work is done. */
  id: string;
  /** Location number of the receiver, which names the folder. */
  receiver: string;
  name: string;
}

const STAGED = '.relay';
const BETWEEN = '~';
/** What was staged and never recorded belongs to work that was done again, or that another relay does right now. */
const ABANDONED = 60 * 60 * 1000;

const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * The folder in which results are put, one folder for each receiver. A result is written whole into a folder beside them
 * before it is recorded, and renamed after that: what is recorded is renamed exactly once, whatever is killed when.
 */
export class Outbox {
  private readonly staged: string;
  private readonly folders = new Set<string>();

  /** @throws DiagnosticError REL002 */
  constructor(private readonly folder: string) {
    this.staged = join(folder, STAGED);
    systemError('REL002', folder, () => mkdirSync(this.staged, { recursive: true }));
  }

  private stagedPath({ id, receiver, name }: Destination): string {
    return join(this.staged, [id, receiver, name].join(BETWEEN));
  }

  /** The path of a result from the outbox. */
  static fileOf({ receiver, name }: Destination): string {
    return `${receiver}/${name}`;
  }

  /**
   * Writes a result, durably, where nobody looks for it yet.
   *
   * @returns its size and digest
   * @throws DiagnosticError REL002
   */
  stage(destination: Destination, pieces: Iterable<Uint8Array>): { bytes: number; digest: string } {
    const path = this.stagedPath(destination);
    return systemError('REL002', path, () => {
      const hash = createHash('sha256');
      let bytes = 0;
      const handle = openSync(path, 'w', 0o600);
      try {
        for (const piece of pieces) {
          for (let from = 0; from < piece.length; )
            from += writeSync(handle, piece, from, piece.length - from);
          hash.update(piece);
          bytes += piece.length;
        }
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      return { bytes, digest: hash.digest('hex') };
    });
  }

  /** Makes durable that what was staged is there. */
  settle(): void {
    sync(this.staged);
  }

  /** Puts a result that is recorded where it belongs; one that is there already stays. */
  publish(destination: Destination): void {
    const folder = join(this.folder, destination.receiver);
    systemError('REL002', folder, () => {
      if (!this.folders.has(folder)) {
        mkdirSync(folder, { recursive: true });
        this.folders.add(folder);
      }
      try {
        renameSync(this.stagedPath(destination), join(folder, destination.name));
      } catch (error) {
        // It was renamed before.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    });
  }

  /** What was staged and is not where it belongs. */
  pending(): Destination[] {
    return readdirSync(this.staged).flatMap((entry) => {
      const [id, receiver, ...rest] = entry.split(BETWEEN);
      return id === undefined || receiver === undefined || rest.length === 0
        ? []
        : [{ id, receiver, name: rest.join(BETWEEN) }];
    });
  }

  /** Removes what was staged long ago and never recorded. */
  abandon(destination: Destination): void {
    const path = this.stagedPath(destination);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > ABANDONED) rmSync(path, { force: true });
  }
}
