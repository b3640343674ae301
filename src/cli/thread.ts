/** Where a thread of a batch begins. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Start } from './batch/messages.js';
import { work } from './batch/thread.js';

work(parentPort as MessagePort, workerData as Start);
