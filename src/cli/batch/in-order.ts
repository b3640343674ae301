/** So many lots, times those done at a time, may be done before one that is not. */
const AHEAD = 8;

/** How lots of work are done and told of. */
export interface Lots<T> {
  count: number;
  /** How many are done at a time. */
  width: number;
  /** Whether they are told of in their order, or as they are done. */
  ordered: boolean;
  /** Asked before each; true if no more is begun. */
  stopped(): boolean;
  /** Waited for before each, so that what is told does not pile up. */
  taken(): Promise<void>;
  run(number: number): Promise<T>;
  tell(result: T, number: number): void;
}

/**
 * Does lots of work, some at a time. Those that are done before an earlier one wait to be told, but not many: memory does not grow
 * with their number.
 *
 * @throws what one of them throws
 */
export const inOrder = async <T>({
  count,
  width,
  ordered,
  stopped,
  taken,
  run,
  tell,
}: Lots<T>): Promise<void> => {
  const ready = new Map<number, T>();
  let waiting: Array<() => void> = [];
  let next = 0;
  let told = 0;
  const hand = (result: T, number: number): void => {
    if (!ordered) {
      told++;
      tell(result, number);
    } else {
      ready.set(number, result);
      for (let one = ready.get(told); one !== undefined; one = ready.get(told)) {
        ready.delete(told);
        tell(one, told++);
      }
    }
    for (const wake of waiting) wake();
    waiting = [];
  };
  const lane = async (): Promise<void> => {
    for (;;) {
      while (ordered && next - told >= width * AHEAD)
        await new Promise<void>((wake) => {
          waiting.push(wake);
        });
      await taken();
      if (next >= count || stopped()) return;
      const number = next++;
      hand(await run(number), number);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
};
