/** Signals are heard at least so often, in milliseconds. */
const BREATH = 50;

/** Lets signals be heard, and what waits for its turn, now and then: most of what a batch does is done without waiting for anything. */
export class Breath {
  private last = performance.now();

  /** To be waited for between one file and the next. */
  async take(): Promise<void> {
    if (performance.now() - this.last < BREATH) return;
    await new Promise((done) => setImmediate(done));
    this.last = performance.now();
  }
}
