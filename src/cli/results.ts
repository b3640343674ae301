import { chalkStderr as colour } from 'chalk';
import type { LetterIds } from '../conversion/letter-ids.js';
import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Counts } from '../mapping/ledger.js';
import type { Measured } from '../report/batch/outcome.js';
import { diagnosticLines } from '../report/text.js';
import type { Progress } from './progress.js';

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

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** Tells results one by one, on standard error for people or on standard output for machines, and sums them up. */
export class Results implements Teller {
  private converted = 0;
  private failed = 0;
  private warnings = 0;
  private dropped = 0;

  constructor(
    private readonly json: boolean,
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
    this.progress.around(() => {
      if (this.json) process.stdout.write(`${JSON.stringify({ kind: 'message', ...result })}\n`);
      else process.stderr.write(this.lines(result));
    });
  }

  aside(diagnostics: readonly Diagnostic[]): void {
    this.warnings += diagnostics.filter((d) => d.severity === 'warning').length;
    for (const one of diagnostics) {
      if (this.json) process.stdout.write(`${JSON.stringify({ kind: 'diagnostic', ...one })}\n`);
      else process.stderr.write(diagnosticLines(one));
    }
  }

  private lines({ file, letter, status, output, attachments = 0, counts, diagnostics }: Result): string {
    const told = diagnostics.filter((d) => d.severity !== 'info');
    const name = letter === undefined ? file : `${file} ${letter.message} ${letter.letter ?? ''}`.trimEnd();
    const details = [
      attachments > 0 ? plural(attachments, 'attachment') : '',
      counts !== undefined && counts.dropped > 0 ? `${counts.dropped} dropped by row` : '',
    ].filter((text) => text !== '');
    const first =
      status === 'converted'
        ? `${colour.green('ok')}     ${name} -> ${output ?? ''}${details.length === 0 ? '' : colour.dim(` (${details.join(', ')})`)}\n`
        : `${colour.red('failed')} ${name}\n`;
    return first + told.map((one) => diagnosticLines(one, '  ')).join('');
  }

  /** Sums up. */
  end(): void {
    const { converted, failed, warnings, dropped } = this;
    if (this.json) {
      process.stdout.write(`${JSON.stringify({ kind: 'summary', converted, failed, warnings, dropped })}\n`);
      return;
    }
    const parts = [
      `${plural(converted + failed, 'message')}:`,
      colour.green(`${converted} converted`),
      failed > 0 ? colour.red(`${failed} failed`) : '0 failed',
      plural(warnings, 'warning'),
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
