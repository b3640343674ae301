// No thread can begin, as on a machine without memory for one: node --import this. The process itself is left alone.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) throw new RangeError('no thread');
