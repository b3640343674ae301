import { setTimeout as sleep } from 'node:timers/promises';

/** For how long a lock that another program holds is waited for, in milliseconds. */
export const PATIENCE = 30_000;

const LONGEST_PAUSE = 32;

/**
 * Tries until it works. The pauses leave the process to its other work, among it perhaps that which has the lock:
 * the waiting of SQLite itself (busy_timeout) would hold all of it up.
 *
 * @param task what to try
 * @param isBusy tells errors that are worth another try
 * @param patience for how long, in milliseconds
 * @throws what the task threw last
 */
export const untilFree = async <T>(
  task: () => T,
  isBusy: (error: unknown) => boolean,
  patience: number,
): Promise<T> => {
  const end = performance.now() + patience;
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return task();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error;
    }
    await sleep(pause * (0.5 + Math.random()));
  }
};
