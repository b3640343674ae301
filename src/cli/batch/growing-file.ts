import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { systemReason } from '../../diagnostics/system-reason.js';

/** Text is written when so many characters have come together. */
const WORTH_WRITING = 1 << 16;

/** A file that is written bit by bit, beside its place, and takes its name when it is whole. */
export class GrowingFile {
  private readonly partial: string;
  private readonly handle: number;
  private text = '';
  private fault: DiagnosticError | undefined = undefined;

  /**
   * @param mark tells what is being written from files of other runs
   * @throws DiagnosticError IN007
   */
  constructor(
    readonly file: string,
    mark: string,
  ) {
    this.partial = `${file}.${mark}.partial`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      this.handle = openSync(this.partial, 'w');
    } catch (error) {
      throw this.told(error);
    }
  }

  /** Adds text. A fault of it is told at the end: it must not disturb what is reported. */
  add(text: string): void {
    this.text += text;
    if (this.text.length >= WORTH_WRITING) this.attempt(() => this.flush());
  }

  /** @throws DiagnosticError IN007 */
  end(): void {
    this.attempt(() => {
      this.flush();
      closeSync(this.handle);
      renameSync(this.partial, this.file);
    });
    if (this.fault !== undefined) throw this.fault;
  }

  /** Leaves nothing behind. */
  drop(): void {
    closeSync(this.handle);
    rmSync(this.partial, { force: true });
  }

  private flush(): void {
    const bytes = Buffer.from(this.text);
    this.text = '';
    for (let from = 0; from < bytes.length; ) from += writeSync(this.handle, bytes, from);
  }

  private told(error: unknown): DiagnosticError {
    return new DiagnosticError(diagnostic('IN007', { file: this.file }, { reason: systemReason(error) }));
  }

  private attempt(act: () => void): void {
    if (this.fault !== undefined) return;
    try {
      act();
    } catch (error) {
      rmSync(this.partial, { force: true });
      this.fault = this.told(error);
    }
  }
}
