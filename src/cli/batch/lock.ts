import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { systemReason } from '../../diagnostics/system-reason.js';

/** Where the lock is, below the folder of results. */
const FOLDER = '.medcom-convert.lock';
/** In it, the folder of the process that has it. */
const HELD = 'held';
/** Of several processes that want it at once, each may have to look again when another one gives up or ends. */
const ATTEMPTS = 100;

/**
 * Keeps other batches from a folder of results while one writes into it. The lock is a folder that holds one file, which has the number of
 * the process for its name. It is made aside and renamed: no system puts a folder in the place of one that holds something. What a
 * process left that was killed is taken away under the number of that process, so that nobody can take away what another one has just
 * got.
 */
export class Lock {
  private readonly folder: string;
  private readonly held: string;
  private readonly mine = String(process.pid);
  private readonly onExit = (): void => this.release();

  private constructor(out: string) {
    this.folder = join(out, FOLDER);
    this.held = join(this.folder, HELD);
  }

  /**
   * Takes a folder of results for this process, until `release`, or until it ends.
   *
   * @throws DiagnosticError IN022 if another process has it, IN007 if the folder cannot be made
   */
  static take(out: string): Lock {
    const lock = new Lock(out);
    try {
      const other = lock.attempt();
      if (other === undefined) return lock;
      throw new DiagnosticError(diagnostic('IN022', { file: out }, { process: other, folder: FOLDER }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw new DiagnosticError(diagnostic('IN007', { file: out }, { reason: systemReason(error) }));
    }
  }

  /** Gives the folder free. */
  release(): void {
    process.off('exit', this.onExit);
    without(['ENOENT'], () => unlinkSync(join(this.held, this.mine)));
    this.clear();
  }

  /** @returns the number of the process that has it, undefined if it is this one now; throws what the system throws */
  private attempt(): string | undefined {
    for (let count = 1; ; count++) {
      try {
        const aside = join(this.folder, this.mine);
        mkdirSync(aside, { recursive: true });
        writeFileSync(join(aside, this.mine), '');
        renameSync(aside, this.held);
        process.once('exit', this.onExit);
        this.removeLeft();
        return undefined;
      } catch (error) {
        const others = this.others();
        const other = others.find(runs);
        if (other !== undefined) {
          rmSync(join(this.folder, this.mine), { recursive: true, force: true });
          this.clear();
          return other;
        }
        if (count === ATTEMPTS) throw error;
        for (const dead of others) without(['ENOENT'], () => unlinkSync(join(this.held, dead)));
        // Not every system renames to the place of a folder that holds nothing.
        without(FOLDER_IN_USE, () => rmdirSync(this.held));
      }
    }
  }

  private others(): string[] {
    return without(['ENOENT', 'ENOTDIR'], () => readdirSync(this.held)) ?? [];
  }

  /** What processes left that were killed before they had it. */
  private removeLeft(): void {
    for (const name of readdirSync(this.folder))
      if (name !== HELD && !runs(name)) rmSync(join(this.folder, name), { recursive: true, force: true });
  }

  /** Removes what holds nothing. */
  private clear(): void {
    for (const folder of [this.held, this.folder]) without(FOLDER_IN_USE, () => rmdirSync(folder));
  }
}

/** How systems say that a folder still holds something, or has gone. */
const FOLDER_IN_USE = ['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY', 'EACCES'];

/** Does something that others may have done already; undefined if the system says so. */
const without = <T>(codes: readonly string[], act: () => T): T | undefined => {
  try {
    return act();
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

/** True of the number of another process that has not ended. One of its own number is of an earlier one, as in a container that was begun anew. */
const runs = (pid: string): boolean => {
  if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // It runs for somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
