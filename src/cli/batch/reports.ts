import { resolve } from 'node:path';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Language } from '../../diagnostics/language.js';
import { listedTables } from '../../mapping/listed.js';
import type { Tables } from '../../mapping/tables.js';
import { messageLine, messagesHead } from '../../report/batch/csv.js';
import { batchJson } from '../../report/batch/json.js';
import type { Measured } from '../../report/batch/outcome.js';
import { type BatchReport, Tally } from '../../report/batch/tally.js';
import { batchPage } from '../../report/html/batch/page.js';
import { UsageError } from '../exit.js';
import type { Result, Teller } from '../results.js';
import { NAMES, type Target } from '../target.js';
import { GrowingFile } from './growing-file.js';

/** What is written at the end, by the ending of the file. */
const PAGES: Readonly<Record<string, (report: BatchReport, lang: Language) => string>> = {
  html: batchPage,
  json: batchJson,
};
const LIST = 'csv';

const endingOf = (file: string): string => /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';

/** What is told beside what the reports are written from. */
export interface Run {
  to: Target;
  tables: Tables;
  lang: Language;
  /** True if a path is that of an input. */
  isInput(path: string): boolean;
  /** Tells files that are being written from those of other runs. */
  mark: string;
}

/**
 * The reports of one run of `convert`. It passes on what it is told. However the run ends, the reports are written, as far
 * as it came.
 */
export class BatchReports implements Teller {
  private readonly tally = new Tally();
  private readonly began = new Date();
  private readonly since = performance.now();
  private readonly pages: GrowingFile[] = [];
  private readonly lists: GrowingFile[] = [];
  private readonly onExit = (): void => this.write(false);

  /**
   * @param files what is to be written; the ending says how
   * @throws UsageError for an ending that says nothing; DiagnosticError IN007 or IN008
   */
  constructor(
    files: readonly string[],
    private readonly run: Run,
    private readonly next: Teller,
  ) {
    const wrong = files.find((file) => PAGES[endingOf(file)] === undefined && endingOf(file) !== LIST);
    if (wrong !== undefined)
      throw new UsageError(`--report ${wrong}: the name of a report ends in .html, .json or .csv.`);
    const once = new Map(files.map((file) => [resolve(file), file]));
    for (const [path, file] of once)
      if (run.isInput(path)) throw new DiagnosticError(diagnostic('IN008', { file }));
    this.open([...once.values()]);
    for (const list of this.lists) list.add(messagesHead(run.lang));
    process.once('exit', this.onExit);
  }

  /** All of them, or none. */
  private open(files: readonly string[]): void {
    try {
      for (const file of files)
        (endingOf(file) === LIST ? this.lists : this.pages).push(new GrowingFile(file, this.run.mark));
    } catch (error) {
      for (const file of [...this.pages, ...this.lists]) file.drop();
      throw error;
    }
  }

  tell(result: Result, measured?: Measured): void {
    this.next.tell(result, measured);
    const outcome = { ...result, measured };
    this.tally.message(outcome);
    for (const list of this.lists) list.add(messageLine(outcome, this.run.lang));
  }

  aside(diagnostics: readonly Diagnostic[]): void {
    this.next.aside(diagnostics);
    this.tally.aside(diagnostics);
  }

  read(bytes: number): void {
    this.tally.file(bytes);
  }

  /**
   * Writes the reports.
   *
   * @param complete whether all was done
   * @throws DiagnosticError IN007
   */
  end(complete: boolean): void {
    process.off('exit', this.onExit);
    this.write(complete);
  }

  private write(complete: boolean): void {
    const { tables, lang, to } = this.run;
    const names = new Map(listedTables(tables).flatMap(({ rows }) => rows.map(({ id, name }) => [id, name])));
    const report = this.tally.report(
      {
        to: NAMES[to],
        began: this.began.toISOString(),
        milliseconds: performance.now() - this.since,
        complete,
      },
      (row) => names.get(row) ?? '',
    );
    for (const page of this.pages) page.add(PAGES[endingOf(page.file)]?.(report, lang) ?? '');
    const faults: unknown[] = [];
    for (const file of [...this.pages, ...this.lists]) {
      try {
        file.end();
      } catch (error) {
        // One that cannot be written must not keep the others from it.
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
