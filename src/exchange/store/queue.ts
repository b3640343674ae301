/** Does one task after the other, in the order they came. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve();

  /** Does the task when those before it have ended, well or badly. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.last.then(task);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
