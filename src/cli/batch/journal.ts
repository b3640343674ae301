import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type Converted, type Outcome, outcomeOf } from './events.js';
import { LineWriter, linesOf } from './lines.js';

const DONE = 'done';
/** What a line begins with: its chunk, its number in that from 0, and whether it is the last. */
const HEAD = /^\[(\d+),(\d+),(true|false),/;

/**
 * What a batch has done, written chunk by chunk, so that it can go on after it was interrupted. What came of a chunk is some lines, as one
 * string may not hold all that is told of its files.
 */
export class Journal {
  private readonly path: string;
  private readonly writer: LineWriter;
  /** Where the first line of a chunk begins. */
  private readonly known = new Map<number, number>();

  /** @param folder where it is; what stands in it is known from then on. Throws what the system throws. */
  constructor(folder: string) {
    this.path = join(folder, DONE);
    if (existsSync(this.path)) {
      let begun: { chunk: string; from: number } | undefined;
      let end = 0;
      for (const { text, from, end: next } of linesOf(this.path)) {
        const [, chunk = '', at, last] = HEAD.exec(text) ?? [];
        if (at === '0') begun = { chunk, from };
        if (last !== 'true') continue;
        if (begun?.chunk === chunk) this.known.set(Number(chunk), begun.from);
        begun = undefined;
        end = next;
      }
      // What was being written when it was interrupted.
      truncateSync(this.path, end);
    }
    this.writer = new LineWriter(this.path, 'a');
  }

  /** What came of a chunk; undefined if it is not known, or if a result has gone since. */
  outcome(chunk: number): Outcome | undefined {
    const from = this.known.get(chunk);
    const outcome = from === undefined ? undefined : this.read(chunk, from);
    const results = outcome?.events.map((event) =>
      event.kind === 'message' ? event.result.output : undefined,
    );
    return results?.every((result) => result === undefined || existsSync(result)) ? outcome : undefined;
  }

  /** Lines that cannot be read, as after a loss of power, say nothing. */
  private read(chunk: number, from: number): Outcome | undefined {
    const pieces: string[] = [];
    for (const { text } of linesOf(this.path, from)) {
      const [head, of, at, last] = HEAD.exec(text) ?? [];
      if (head === undefined || Number(of) !== chunk || Number(at) !== pieces.length) return undefined;
      pieces.push(text.slice(head.length, -1));
      if (last !== 'true') continue;
      try {
        return outcomeOf(pieces);
      } catch {
        return undefined;
      }
    }
    return undefined;
  }

  /** Notes what came of a chunk: its results are there. */
  add(chunk: number, { pieces }: Converted): void {
    let at = 0;
    let before: string | undefined;
    for (const piece of pieces()) {
      if (before !== undefined) this.writer.addLine(`[${chunk},${at++},false,${before}]`);
      before = piece;
    }
    this.writer.addLine(`[${chunk},${at},true,${before}]`);
    this.writer.flush();
  }

  close(): void {
    this.writer.close();
  }
}
