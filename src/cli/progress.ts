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

/**
 * @param total number of steps
 * @param lang in which it is told how much is left
 */
export const progress = (total: number, lang: Language): Progress => {
  if (!process.stderr.isTTY || total < WORTH_SHOWING) return silent;
  const bar = new SingleBar(
    {
      format: `{bar} {value}/{total}  {eta_formatted} ${words[lang].left}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    step: (steps = 1) => bar.increment(steps),
    around: (write) => {
      process.stderr.write('\r\x1b[2K');
      write();
      bar.render();
    },
    stop: () => bar.stop(),
  };
};
