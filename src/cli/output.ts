import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';

/** Small pieces are put together before they are written. */
const ROOM = 1 << 15;

const writeWhole = (handle: number, bytes: Uint8Array): void => {
  for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from, bytes.length - from);
};

const writeAll = (handle: number, chunks: Iterable<Uint8Array>): void => {
  const room = Buffer.allocUnsafe(ROOM);
  let filled = 0;
  for (const chunk of chunks) {
    if (filled + chunk.length > ROOM) {
      writeWhole(handle, room.subarray(0, filled));
      filled = 0;
    }
    if (chunk.length > ROOM) writeWhole(handle, chunk);
    else {
      room.set(chunk, filled);
      filled += chunk.length;
    }
  }
  writeWhole(handle, room.subarray(0, filled));
};

/** Opens a file to be written; its folder is made if it is not there. */
const openNew = (path: string): number => {
  try {
    return openSync(path, 'w');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  }
};

/** A file of a result, and its pieces; each holds until the next one is asked for. */
export interface ResultFile {
  name: string;
  chunks: Iterable<Uint8Array>;
}

/**
 * Writes files below a folder: beside their place first, then renamed, so that no half file is ever there.
 *
 * @param files all of them are written, or none
 * @param mark tells what is being written from files of other runs
 * @returns the path of the first
 * @throws DiagnosticError IN007
 */
export const writeFiles = (folder: string, files: readonly ResultFile[], mark = `${process.pid}`): string => {
  const targets = files.map(({ name, chunks }) => {
    const path = join(folder, name);
    return { path, partial: `${path}.${mark}.partial`, chunks };
  });
  let file = '';
  const begun: string[] = [];
  const done: string[] = [];
  try {
    for (const { path, partial, chunks } of targets) {
      file = path;
      const handle = openNew(partial);
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
    begun.length = 0;
  } catch (error) {
    for (const path of done) rmSync(path, { force: true });
    throw new DiagnosticError(diagnostic('IN007', { file }, { reason: systemReason(error) }));
  } finally {
    for (const partial of begun) rmSync(partial, { force: true });
  }
  return targets[0]?.path ?? '';
};

/** Writes to standard output; each piece is gone before the next one is asked for. */
export const writeStdout = async (chunks: Iterable<Uint8Array | string>): Promise<void> => {
  for (const chunk of chunks) await new Promise<void>((done) => process.stdout.write(chunk, () => done()));
};
