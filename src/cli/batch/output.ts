import { join, resolve } from 'node:path';
import type { Traced } from '../../conversion/conversion.js';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { type ResultFile, writeFiles, writeStdout } from '../output.js';
import type { Neighbours } from './neighbours.js';

/** What results were made of. */
export interface Source {
  /** Name of the input. */
  source: string;
  conversions: readonly Traced[];
}

/** Where results go. */
export interface ResultFolder {
  /**
   * Takes the files of one message, all or none.
   *
   * @returns the name of the first, to be told
   * @throws DiagnosticError for what cannot be written
   */
  write(files: readonly ResultFile[], source: Source): string | Promise<string>;
}

/** A folder on the disk. */
export class OutputFolder implements ResultFolder {
  /**
   * @param mark tells what is being written from files of other runs
   * @param neighbours asked whether a result would overwrite an input, where that could be; undefined if it cannot
   */
  constructor(
    private readonly folder: string,
    private readonly mark: string,
    private readonly neighbours: Neighbours | undefined,
  ) {}

  async write(files: readonly ResultFile[]): Promise<string> {
    if (this.neighbours !== undefined) {
      const paths = files.map(({ name }) => join(this.folder, name));
      if (await this.neighbours.anyInput(paths.map((path) => resolve(path))))
        throw new DiagnosticError(diagnostic('IN008', { file: paths[0] ?? '' }));
    }
    return writeFiles(this.folder, files, this.mark);
  }
}

/** Standard output, for one document at a time. */
export class StandardOutput implements ResultFolder {
  /** @param name what it is called */
  constructor(private readonly name: string) {}

  async write(files: readonly ResultFile[], { source }: Source): Promise<string> {
    if (files.length > 1) throw new DiagnosticError(diagnostic('IN012', { file: source }));
    for (const { chunks } of files) await writeStdout(chunks);
    return this.name;
  }
}
