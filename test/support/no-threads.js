// Only as many threads as THREADS says can begin, as on a machine without memory for more: node --import this. The process itself is left
// alone.
import { isMainThread, threadId } from 'node:worker_threads';

if (!isMainThread && threadId > Number(process.env.THREADS ?? 0)) throw new RangeError('no thread');
