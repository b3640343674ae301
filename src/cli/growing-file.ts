import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from './inputs.js';

/** Text is written when so many characters have come together. */
const WORTH_WRITING = 1 << 16;

/** A file that is written bit by bit, beside its place, and takes its name when it is whole. */
export class GrowingFile {
  private readonly partial: string;
  private readonly handle: number;
  private text = '';

  /** @throws DiagnosticError IN007 */
  constructor(readonly file: string) {
    this.partial = `${file}.${process.pid}.partial`;
    this.handle = this.attempt(() => {
      mkdirSync(dirname(file), { recursive: true });
      return openSync(this.partial, 'w');
    });
  }

  /** @throws DiagnosticError IN007 */
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

  private attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      rmSync(this.partial, { force: true });
      throw new DiagnosticError(diagnostic('IN007', { file: this.file }, { reason: systemReason(error) }));
    }
  }
}
