import { extname, join, resolve } from 'node:path';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { RawContent } from '../../formats/byte-source.js';
import type { Limits } from '../../limits.js';
import { type InputFile, openInput } from '../inputs.js';
import { writeFiles } from '../output.js';
import type { Event } from './events.js';
import { fileAt, type Worklist } from './worklist.js';

const PIECE = 1 << 20;

/** Copies inputs that failed, or of which a message did, into a folder, as they lie among the others. */
export class Quarantine {
  /** The file that was copied last: its messages are told of one after another. */
  private last = -1;

  constructor(
    private readonly folder: string,
    private readonly list: Worklist,
    private readonly limits: Limits,
    private readonly mark: string,
  ) {}

  /** @returns what there is to tell of inputs that cannot be copied */
  take(events: readonly Event[]): Diagnostic[] {
    const told: Diagnostic[] = [];
    for (const event of events) {
      if (event.kind !== 'message' || event.result.status !== 'failed' || event.file === this.last) continue;
      this.last = event.file;
      const file = fileAt(this.list, event.file);
      if (file !== undefined) told.push(...this.copy(file));
    }
    return told;
  }

  /** @returns what there is to tell if it cannot be copied */
  copy(file: InputFile): Diagnostic[] {
    try {
      this.write(file);
      return [];
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return [...error.all];
    }
  }

  private write(file: InputFile): void {
    const name = `${file.target}${extname(file.name)}`;
    if (file.path !== undefined && resolve(file.path) === resolve(join(this.folder, name)))
      throw new DiagnosticError(diagnostic('IN008', { file: file.name }));
    let bytes: ReturnType<typeof openInput>;
    try {
      bytes = openInput(file, this.limits);
    } catch {
      // What cannot be read is told of already, and stays where it is.
      return;
    }
    const chunks = 'bytes' in bytes ? new RawContent(bytes, 0, bytes.size).views(PIECE) : [bytes];
    writeFiles(this.folder, [{ name, chunks }], this.mark);
  }
}
