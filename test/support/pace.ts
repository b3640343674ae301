/**
 * Tells when to kill what takes longer on a busy machine: at a share of the time that it took when it was last left alone from beginning
 * to end. With the time of the first run alone, a machine that has become faster since would hardly ever kill anything.
 */
export class Pace {
  constructor(private duration: number) {}

  /**
   * Kills after a share of the time.
   *
   * @returns what must be called at the end, with true if it did everything and was not killed
   */
  killing(kill: () => void, share: number): (whole: boolean) => void {
    const since = performance.now();
    const timer = setTimeout(kill, this.duration * share);
    return (whole) => {
      clearTimeout(timer);
      if (whole) this.duration = performance.now() - since;
    };
  }
}
