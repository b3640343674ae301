import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Counts } from '../../mapping/ledger.js';
import { type Cause, Causes } from './causes.js';
import { Distribution, type Spread } from './distribution.js';
import { Losses, type RowLoss } from './losses.js';
import type { Outcome } from './outcome.js';
import { type Unknown, Unknowns } from './unknown.js';

/** Messages of one kind. */
export interface KindCount {
  /** As XDIS91; undefined of inputs that could not be taken apart. */
  from: string | undefined;
  messages: number;
  converted: number;
  failed: number;
  attachments: number;
}

/** What came of a batch. */
export interface BatchReport {
  /** The format that was converted to, as people call it. */
  to: string;
  /** When it began, in UTC. */
  began: string;
  milliseconds: number;
  /** False if it was stopped, or failed, before all was done. */
  complete: boolean;
  files: number;
  /** Number of bytes of the files read, and of the results. */
  bytes: { in: number; out: number };
  messages: number;
  converted: number;
  /** Messages that were converted, and of which a warning is told. */
  warned: number;
  failed: number;
  warnings: number;
  attachments: number;
  kinds: KindCount[];
  failures: Cause[];
  warningCauses: Cause[];
  /** What became of the values of the messages that were converted. */
  values: Counts;
  losses: RowLoss[];
  unknown: Unknown[];
  /** Values that no row knows, and that are not in the list. */
  otherUnknown: number;
  /** Bytes of results, and milliseconds, of messages that were converted. */
  sizes: Spread | undefined;
  times: Spread | undefined;
}

const bySeverity = (
  diagnostics: readonly Diagnostic[],
  severity: Diagnostic['severity'],
): readonly Diagnostic[] => diagnostics.filter((one) => one.severity === severity);

/** Adds up what comes of messages while it comes; of no message more is kept than it adds. */
export class Tally {
  private readonly kinds = new Map<string | undefined, KindCount>();
  private readonly failures = new Causes();
  private readonly warnings = new Causes();
  private readonly losses = new Losses();
  private readonly unknown = new Unknowns();
  private readonly sizes = new Distribution();
  private readonly times = new Distribution();
  private readonly bytes = { in: 0, out: 0 };
  private readonly values: Counts = { mapped: 0, used: 0, dropped: 0, unmapped: 0 };
  private files = 0;
  private told = 0;
  private warned = 0;

  /** A file that was read. */
  file(bytes: number): void {
    this.files++;
    this.bytes.in += bytes;
  }

  /** A message. */
  message(outcome: Outcome): void {
    const { letter, status, attachments = 0, diagnostics, counts } = outcome;
    const warnings = bySeverity(diagnostics, 'warning');
    const converted = status === 'converted';
    const kind = this.kindOf(letter?.message);
    kind.messages++;
    kind[status]++;
    if (converted) kind.attachments += attachments;
    else this.failures.take(bySeverity(diagnostics, 'error'));
    this.aside(warnings);
    if (converted && warnings.length > 0) this.warned++;
    this.unknown.take(diagnostics, counts?.unmapped ?? 0);
    if (converted) this.took(outcome);
  }

  /** What is told of no message. */
  aside(diagnostics: readonly Diagnostic[]): void {
    const warnings = bySeverity(diagnostics, 'warning');
    this.told += warnings.length;
    this.warnings.take(warnings);
  }

  private kindOf(from: string | undefined): KindCount {
    let kind = this.kinds.get(from);
    if (kind === undefined) {
      kind = { from, messages: 0, converted: 0, failed: 0, attachments: 0 };
      this.kinds.set(from, kind);
    }
    return kind;
  }

  private took({ counts, measured }: Outcome): void {
    if (counts !== undefined)
      for (const status of ['mapped', 'used', 'dropped', 'unmapped'] as const)
        this.values[status] += counts[status];
    if (measured === undefined) return;
    const { bytesOut, milliseconds, losses } = measured;
    this.losses.take(losses);
    this.times.add(milliseconds);
    this.bytes.out += bytesOut;
    // What went into the result of another message has no size of its own.
    if (bytesOut > 0) this.sizes.add(bytesOut);
  }

  /**
   * The report, as far as it came.
   *
   * @param nameOf what a row is called
   */
  report(
    run: Pick<BatchReport, 'to' | 'began' | 'milliseconds' | 'complete'>,
    nameOf: (row: string) => string,
  ): BatchReport {
    const kinds = [...this.kinds.values()].sort((a, b) => b.messages - a.messages);
    const sum = (key: 'messages' | 'converted' | 'failed' | 'attachments'): number =>
      kinds.reduce((all, kind) => all + kind[key], 0);
    return {
      ...run,
      files: this.files,
      bytes: { ...this.bytes },
      messages: sum('messages'),
      converted: sum('converted'),
      warned: this.warned,
      failed: sum('failed'),
      warnings: this.told,
      attachments: sum('attachments'),
      kinds,
      failures: this.failures.list(),
      warningCauses: this.warnings.list(),
      values: { ...this.values },
      losses: this.losses.list(nameOf),
      unknown: this.unknown.list(),
      otherUnknown: this.unknown.others,
      sizes: this.sizes.spread(),
      times: this.times.spread(),
    };
  }
}
