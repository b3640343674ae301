import { afterEach } from 'vitest';

// The runner waits a minute for the answer to what a test file reports, and an answer is only heard between two turns of the event loop.
// Tests that wait for other processes without giving way (`spawnSync`) would keep a whole file in one turn.
afterEach(() => new Promise((resolve) => setImmediate(resolve)));
