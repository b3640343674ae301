import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';
import type { InputFile } from './inputs.js';

const writeAll = (handle: number, chunks: Iterable<Uint8Array>): void => {
  for (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) from += writeSync(handle, chunk, from, chunk.length - from);
  }
};

/** A file of a result, and its pieces; each holds until the next one is asked for. */
export interface ResultFile {
  name: string;
  chunks: Iterable<Uint8Array>;
}

/** Writes results below a folder: beside their target first, then renamed, so that no half result is ever there. */
export class OutputFolder {
  private readonly taken = new Map<string, number>();
  private readonly inputs: Set<string>;

  constructor(
    private readonly folder: string,
    inputs: readonly InputFile[],
  ) {
    this.inputs = new Set(inputs.flatMap(({ path }) => (path === undefined ? [] : [resolve(path)])));
  }

  /** A name for a result. Of several inputs with one name, the second gets `-2`, and so on. */
  nameFor(target: string): string {
    const count = (this.taken.get(target) ?? 0) + 1;
    this.taken.set(target, count);
    return count === 1 ? target : this.nameFor(`${target}-${count}`);
  }

  /**
   * Writes the files of one message: all of them, or none.
   *
   * @returns the path of the first
   * @throws DiagnosticError IN007 or IN008
   */
  write(files: readonly ResultFile[]): string {
    const targets = files.map(({ name, chunks }) => {
      const path = join(this.folder, name);
      if (this.inputs.has(resolve(path))) throw new DiagnosticError(diagnostic('IN008', { file: path }));
      return { path, partial: `${path}.${process.pid}.partial`, chunks };
    });
    let file = '';
    const begun: string[] = [];
    const done: string[] = [];
    try {
      for (const { path, partial, chunks } of targets) {
        file = path;
        mkdirSync(dirname(path), { recursive: true });
        const handle = openSync(partial, 'w');
        begun.push(partial);
        try {
          writeAll(handle, chunks);
        } finally {
          closeSync(handle);
        }
      }
      for (const { path, partial } of targets) {
        file = path;
        renameSync(partial, path);
        done.push(path);
      }
    } catch (error) {
      for (const path of done) rmSync(path, { force: true });
      throw new DiagnosticError(diagnostic('IN007', { file }, { reason: systemReason(error) }));
    } finally {
      for (const partial of begun) rmSync(partial, { force: true });
    }
    return targets[0]?.path ?? '';
  }
}

/** Writes to standard output; each piece is gone before the next one is asked for. */
export const writeStdout = async (chunks: Iterable<Uint8Array>): Promise<void> => {
  for (const chunk of chunks) await new Promise<void>((done) => process.stdout.write(chunk, () => done()));
};
