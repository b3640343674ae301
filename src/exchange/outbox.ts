import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { systemReason } from '../diagnostics/system-reason.js';
import { ensureFolder, isMissing, makeDurable, systemError } from './system.js';

/** Where a result goes. */
export interface Destination {
  /** Id of the output; no other try to do the same work gives it the same. */
  id: string;
  /** Location number of the receiver, which names the folder. */
  receiver: string;
  name: string;
}

const STAGED = '.relay';
const BETWEEN = '~';
/** What was staged and never recorded belongs to work that was done again, or that another relay does right now. */
const ABANDONED = 60 * 60 * 1000;

/**
 * The folder in which results are put, one folder for each receiver. A result is written whole into a folder beside them
 * before it is recorded, and renamed after that: what is recorded is renamed exactly once, whatever is killed when.
 */
export class Outbox {
  private readonly staged: string;

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
   * Writes a result where nobody looks for it yet.
   *
   * @returns its size and digest
   * @throws DiagnosticError REL002
   */
  stage(destination: Destination, pieces: Iterable<Uint8Array>): { bytes: number; digest: string } {
    const path = this.stagedPath(destination);
    return systemError('REL002', path, () => {
      const hash = createHash('sha256');
      let bytes = 0;
      const handle = openSync(path, 'w');
      try {
        for (const piece of pieces) {
          for (let from = 0; from < piece.length; )
            from += writeSync(handle, piece, from, piece.length - from);
          hash.update(piece);
          bytes += piece.length;
        }
      } finally {
        closeSync(handle);
      }
      return { bytes, digest: hash.digest('hex') };
    });
  }

  /**
   * Makes durable what was staged, all of it at once: the system then writes it together.
   *
   * @throws DiagnosticError REL002
   */
  async settle(destinations: readonly Destination[]): Promise<void> {
    const settled = await Promise.allSettled(
      destinations.map(async (destination) => {
        const handle = await open(this.stagedPath(destination), 'r');
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
    );
    systemError('REL002', this.staged, () => {
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
      makeDurable(this.staged);
    });
  }

  /** Puts a result that is recorded where it belongs; one that is there already stays. @throws DiagnosticError REL002 */
  publish(destination: Destination): void {
    const folder = join(this.folder, destination.receiver);
    const rename = (): void => renameSync(this.stagedPath(destination), join(folder, destination.name));
    systemError('REL002', folder, () => {
      try {
        rename();
        return;
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      // Whoever takes the files may have removed the folder.
      ensureFolder(folder);
      try {
        rename();
      } catch (error) {
        // It was renamed before.
        if (!isMissing(error)) throw error;
      }
    });
  }

  /** What was staged and is not where it belongs. @throws DiagnosticError REL002 */
  pending(): Destination[] {
    const entries = systemError('REL002', this.staged, () => {
      ensureFolder(this.staged);
      return readdirSync(this.staged);
    });
    return entries.flatMap((entry) => {
      const [id, receiver, ...rest] = entry.split(BETWEEN);
      return id === undefined || receiver === undefined || rest.length === 0
        ? []
        : [{ id, receiver, name: rest.join(BETWEEN) }];
    });
  }

  /** Removes what was staged and is surely not recorded. What cannot be removed now is found again as pending. */
  discard(destination: Destination): void {
    try {
      rmSync(this.stagedPath(destination), { force: true });
    } catch (error) {
      systemReason(error);
    }
  }

  /** Removes what was staged long ago and never recorded. */
  abandon(destination: Destination): void {
    const made = statSync(this.stagedPath(destination), { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > ABANDONED) this.discard(destination);
  }
}
