import type { ResourceLimits } from 'node:worker_threads';

/**
 * What a thread of a batch may have. Threads that allocate at the same time spend a third of their time collecting garbage if there is
 * little room, in megabytes, for what lives shortly.
 */
export const threadLimits: ResourceLimits = { maxYoungGenerationSizeMb: 96 };
