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
/** The rate is that of the last milliseconds, so many. */
const RECENT = 5000;
/** As long as nothing is done, nobody knows. */
const UNKNOWN = { rate: '-', left: '-' };

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

/** A time in the units that people would tell it in. */
const inUnits = (seconds: number): string => {
  const all = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
  const two = (count: number): string => String(count).padStart(2, '0');
  if (hours > 0) return `${hours}h${two(minutes)}m`;
  return minutes > 0 ? `${minutes}m${two(all % 60)}s` : `${all}s`;
};

/**
 * @param total number of steps
 * @param lang in which it is told how much is left
 */
export const progress = (total: number, lang: Language): Progress => {
  if (!process.stderr.isTTY || total < WORTH_SHOWING) return silent;
  const bar = new SingleBar(
    {
      format: `{bar} {value}/{total}  {rate}/s  {left} ${words[lang].left}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      // Signals are heard by the batch.
      gracefulExit: false,
      // After lines it is drawn again, though it says the same.
      forceRedraw: true,
    },
    Presets.shades_classic,
  );
  const rate = new Rate();
  let done = 0;
  bar.start(total, 0, { ...UNKNOWN });
  return {
    step: (steps = 1) => {
      done += steps;
      const now = rate.add(steps);
      const told = now === 0 ? UNKNOWN : { rate: Math.round(now), left: inUnits((total - done) / now) };
      bar.increment(steps, told);
    },
    around: (write) => {
      process.stderr.write('\r\x1b[2K');
      write();
      bar.render();
    },
    stop: () => bar.stop(),
  };
};
