import { Exit } from '../exit.js';

const EXIT_BY_SIGNAL = { SIGINT: Exit.interrupted, SIGTERM: Exit.terminated } as const;
type Signal = keyof typeof EXIT_BY_SIGNAL;

/** What ends work that is of no use before it is whole, when it is asked to stop. */
export class Stopped extends Error {}

/** Hears the signals that ask to stop. The first lets what is in hand be done; another one ends the process at once. */
export class Stop {
  private signal: Signal | undefined;
  private readonly controller = new AbortController();
  private readonly onSignal = (signal: Signal): void => {
    if (this.signal !== undefined) this.endAtOnce(signal);
    this.signal = signal;
    this.controller.abort(new Stopped());
  };

  constructor() {
    process.on('SIGINT', this.onSignal);
    process.on('SIGTERM', this.onSignal);
  }

  get asked(): boolean {
    return this.signal !== undefined;
  }

  /** Aborted, with `Stopped`, when it is asked to. */
  get abort(): AbortSignal {
    return this.controller.signal;
  }

  /** What the process ends with when it was asked to. */
  get exit(): Exit {
    return EXIT_BY_SIGNAL[this.signal ?? 'SIGINT'];
  }

  /** What has to be done at the end is done. Then the signal itself ends the process, as a read that hangs would hold up its exit. */
  private endAtOnce(signal: Signal): never {
    process.once('exit', () => {
      this.end();
      process.kill(process.pid, signal);
    });
    process.exit(EXIT_BY_SIGNAL[signal]);
  }

  /** Hears no more. */
  end(): void {
    process.off('SIGINT', this.onSignal);
    process.off('SIGTERM', this.onSignal);
  }
}
