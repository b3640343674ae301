import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Converted, Outcome } from './events.js';
import { LineWriter, linesOf } from './lines.js';

const DONE = 'done';

/** What a batch has done, written chunk by chunk, so that it can go on after it was interrupted. */
export class Journal {
  private readonly path: string;
  private readonly writer: LineWriter;
  /** Where the line of a chunk begins. */
  private readonly known = new Map<number, number>();

  /** @param folder where it is; what stands in it is known from then on. Throws what the system throws. */
  constructor(folder: string) {
    this.path = join(folder, DONE);
    if (existsSync(this.path)) {
      let end = 0;
      for (const line of linesOf(this.path)) {
        this.known.set(Number.parseInt(line.text.slice(1), 10), line.from);
        end = line.end;
      }
      // What was being written when it was interrupted.
      truncateSync(this.path, end);
    }
    this.writer = new LineWriter(this.path, 'a');
  }

  /** What came of a chunk; undefined if it is not known, or if a result has gone since. */
  outcome(chunk: number): Outcome | undefined {
    const from = this.known.get(chunk);
    if (from === undefined) return undefined;
    for (const { text } of linesOf(this.path, from)) {
      const outcome = read(text);
      if (outcome === undefined) return undefined;
      const results = outcome.events.map((event) =>
        event.kind === 'message' ? event.result.output : undefined,
      );
      return results.every((result) => result === undefined || existsSync(result)) ? outcome : undefined;
    }
    return undefined;
  }

  /** Notes what came of a chunk: its results are there. */
  add(chunk: number, converted: Converted): void {
    this.writer.addLine(`[${chunk},${converted.json()}]`);
    this.writer.flush();
  }

  close(): void {
    this.writer.close();
  }
}

/** A line that cannot be read, as after a loss of power, says nothing. */
const read = (line: string): Outcome | undefined => {
  try {
    return (JSON.parse(line) as [number, Outcome])[1];
  } catch {
    return undefined;
  }
};
