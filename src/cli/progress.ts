import { Presets, SingleBar } from 'cli-progress';
import type { Language } from '../diagnostics/language.js';
import { words } from './words.js';

/** Shows how far a batch is, on a terminal only; elsewhere it is silent. */
export interface Progress {
  /** @param steps how many, one if not told */
  step(steps?: number): void;
  /** Clears the bar for lines that are written now. */
  around(write: () => void): void;
  stop(): void;
}

const silent: Progress = { step: () => undefined, around: (write) => write(), stop: () => undefined };

/** A batch smaller than this is over before a bar is read. */
const WORTH_SHOWING = 20;
/** The rate is that of the last milliseconds, so many; time left is guessed by so many steps. */
const RECENT = 5000;
const GUESSED_BY = 1000;

/** Steps a second, of late. */
class Rate {
  private marks: Array<{ at: number; value: number }> = [];
  private value = 0;

  /** @returns steps a second, with the steps that were done now */
  add(steps: number): number {
    const now = performance.now();
    this.value += steps;
    const last = this.marks.at(-1);
    if (last === undefined || now - last.at > RECENT / 10) {
      this.marks = [...this.marks.filter(({ at }) => now - at < RECENT), { at: now, value: this.value }];
    }
    const [first] = this.marks;
    return first === undefined || now === first.at
      ? 0
      : ((this.value - first.value) * 1000) / (now - first.at);
  }
}

/**
 * @param total number of steps
 * @param lang in which it is told how much is left
 */
export const progress = (total: number, lang: Language): Progress => {
  if (!process.stderr.isTTY || total < WORTH_SHOWING) return silent;
  const bar = new SingleBar(
    {
      format: `{bar} {value}/{total}  {rate}/s  {eta_formatted} ${words[lang].left}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      // Signals are heard by the batch.
      gracefulExit: false,
      etaBuffer: GUESSED_BY,
    },
    Presets.shades_classic,
  );
  const rate = new Rate();
  bar.start(total, 0, { rate: '-' });
  return {
    step: (steps = 1) => bar.increment(steps, { rate: Math.round(rate.add(steps)) }),
    around: (write) => {
      process.stderr.write('\r\x1b[2K');
      write();
      bar.render();
    },
    stop: () => bar.stop(),
  };
};
