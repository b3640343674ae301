import { once } from 'node:events';
import { chalkStderr as colour } from 'chalk';
import type { LetterIds } from '../conversion/letter-ids.js';
import { type Diagnostic, hasError, toldIn } from '../diagnostics/diagnostic.js';
import { filled, type Language } from '../diagnostics/language.js';
import type { Counts } from '../mapping/ledger.js';
import type { Measured } from '../report/batch/outcome.js';
import { diagnosticLines } from '../report/text.js';
import { visibleLine } from '../report/visible-line.js';
import type { Progress } from './progress.js';
import { words } from './words.js';

/** What came of one message, as it is told. */
export interface Result {
  file: string;
  /** Missing where the input could not be taken apart into letters. */
  letter?: LetterIds | undefined;
  binaries?: LetterIds[] | undefined;
  /** The letters that a CareCommunication became. */
  letters?: LetterIds[] | undefined;
  status: 'converted' | 'failed';
  output?: string | undefined;
  attachments?: number | undefined;
  counts?: Counts | undefined;
  diagnostics: Diagnostic[];
}

/** Who is told what came of messages. */
export interface Teller {
  /** @param measured what it took; missing of what was never begun */
  tell(result: Result, measured?: Measured): void;
  /** Tells of something that belongs to no message, such as the directory. */
  aside(diagnostics: readonly Diagnostic[]): void;
  /** A file was read, of so many bytes. */
  read?(bytes: number): void;
}

/** So much that is told together is written at once. */
const MOST_HELD = 1 << 20;

/** Tells results one by one, on standard error for people or on standard output for machines, and sums them up. */
export class Results implements Teller {
  private converted = 0;
  private failed = 0;
  private warnings = 0;
  private dropped = 0;
  /** What is told together, so far. */
  private held: string | undefined;

  constructor(
    private readonly json: boolean,
    private readonly lang: Language,
    private readonly progress: Progress,
  ) {}

  get anyFailed(): boolean {
    return this.failed > 0;
  }

  tell(result: Result): void {
    if (result.status === 'converted') this.converted++;
    else this.failed++;
    this.warnings += result.diagnostics.filter((d) => d.severity === 'warning').length;
    this.dropped += result.counts?.dropped ?? 0;
    if (this.json) {
      const diagnostics = result.diagnostics.map((one) => toldIn(one, this.lang));
      this.write(`${JSON.stringify({ kind: 'message', ...result, diagnostics })}\n`);
    } else this.write(this.lines(result));
  }

  /** Writes what is told meanwhile at once, as far as it is not too much: each write is a call of the system. */
  together(act: () => void): void {
    this.held = '';
    try {
      act();
    } finally {
      const text = this.held;
      this.held = undefined;
      if (text !== '') this.write(text);
    }
  }

  private get stream(): NodeJS.WriteStream {
    return this.json ? process.stdout : process.stderr;
  }

  /**
   * Waits until what was told has been taken, as far as it is not little: whoever reads a pipe may be slow, and what waits for them is in
   * memory.
   *
   * @param abort ends the wait
   */
  async taken(abort: AbortSignal): Promise<void> {
    if (!this.stream.writableNeedDrain || abort.aborted) return;
    try {
      await once(this.stream, 'drain', { signal: abort });
    } catch {
      // It was told to stop, or nobody reads any more.
    }
  }

  private write(text: string): void {
    const all = (this.held ?? '') + text;
    const hold = this.held !== undefined && all.length < MOST_HELD;
    if (this.held !== undefined) this.held = hold ? all : '';
    if (!hold) this.progress.around(() => void this.stream.write(all));
  }

  aside(diagnostics: readonly Diagnostic[]): void {
    this.warnings += diagnostics.filter((d) => d.severity === 'warning').length;
    for (const one of diagnostics) {
      if (this.json) this.write(`${JSON.stringify({ kind: 'diagnostic', ...toldIn(one, this.lang) })}\n`);
      else this.write(diagnosticLines(one, this.lang));
    }
  }

  /** One of a thing, or several. */
  private count(count: number, thing: 'attachment' | 'message' | 'warning'): string {
    const told = words[this.lang];
    return count === 1 ? told[thing] : filled(told[`${thing}s`], { count });
  }

  private lines({ file, letter, status, output, attachments = 0, counts, diagnostics }: Result): string {
    const told = diagnostics.filter((d) => d.severity !== 'info');
    const name = letter === undefined ? file : `${file} ${letter.message} ${letter.letter ?? ''}`.trimEnd();
    const details = [
      attachments > 0 ? this.count(attachments, 'attachment') : '',
      counts !== undefined && counts.dropped > 0
        ? filled(words[this.lang].dropped, { count: counts.dropped })
        : '',
    ].filter((text) => text !== '');
    const { ok, failed } = words[this.lang];
    const first =
      status === 'converted'
        ? `${colour.green(ok)} ${visibleLine(`${name} -> ${output ?? ''}`)}${details.length === 0 ? '' : colour.dim(` (${details.join(', ')})`)}\n`
        : `${colour.red(failed)} ${visibleLine(name)}\n`;
    return first + told.map((one) => diagnosticLines(one, this.lang, '  ')).join('');
  }

  /** Sums up. */
  end(): void {
    const { converted, failed, warnings, dropped } = this;
    if (this.json) {
      process.stdout.write(`${JSON.stringify({ kind: 'summary', converted, failed, warnings, dropped })}\n`);
      return;
    }
    const told = words[this.lang];
    const parts = [
      this.count(converted + failed, 'message'),
      colour.green(filled(told.convertedCount, { count: converted })),
      (failed > 0 ? colour.red : String)(filled(told.failedCount, { count: failed })),
      this.count(warnings, 'warning'),
    ];
    process.stderr.write(`${parts[0]} ${parts.slice(1).join(', ')}\n`);
  }
}

/** A result of diagnostics alone. */
export const failure = (file: string, diagnostics: Diagnostic[], letter?: LetterIds): Result => ({
  file,
  letter,
  status: hasError(diagnostics) ? 'failed' : 'converted',
  diagnostics,
});
