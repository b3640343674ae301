import { Worker } from 'node:worker_threads';
import type { Start } from './batch/messages.js';
import { threadLimits } from './thread-limits.js';

/** Starts a thread of a batch. */
export const startThread = (start: Start): Worker =>
  new Worker(new URL('./thread.js', import.meta.url), { workerData: start, resourceLimits: threadLimits });
