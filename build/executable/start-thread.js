/** Stands for src/cli/start-thread.ts in the executable, which has its threads' script in itself. */
import { getAsset } from 'node:sea';
import { Worker } from 'node:worker_threads';
import { threadLimits } from '../../src/cli/thread-limits.ts';

export const startThread = (start) =>
  new Worker(getAsset('dist/cli/thread.js', 'utf8'), {
    eval: true,
    workerData: start,
    resourceLimits: threadLimits,
  });
