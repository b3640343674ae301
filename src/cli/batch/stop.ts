import { Exit } from '../exit.js';

const EXIT_BY_SIGNAL = { SIGINT: Exit.interrupted, SIGTERM: Exit.terminated } as const;
type Signal = keyof typeof EXIT_BY_SIGNAL;

/** Hears the signals that ask to stop. The first lets what is in hand be done; another one ends the process at once. */
export class Stop {
  private signal: Signal | undefined;
  private readonly onSignal = (signal: Signal): void => {
    if (this.signal !== undefined) process.exit(EXIT_BY_SIGNAL[signal]);
    this.signal = signal;
  };

  constructor() {
    process.on('SIGINT', this.onSignal);
    process.on('SIGTERM', this.onSignal);
  }

  get asked(): boolean {
    return this.signal !== undefined;
  }

  /** What the process ends with when it was asked to. */
  get exit(): Exit {
    return EXIT_BY_SIGNAL[this.signal ?? 'SIGINT'];
  }

  /** Hears no more. */
  end(): void {
    process.off('SIGINT', this.onSignal);
    process.off('SIGTERM', this.onSignal);
  }
}
