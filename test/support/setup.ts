import fc from 'fast-check';
import { afterEach, beforeEach } from 'vitest';
import { makeFolder, removeFolder } from './folder.js';

// Files of tests share what they import, so what is done around each test is told here, which is run for each file.
beforeEach(makeFolder);
afterEach(removeFolder);

// The runner waits a minute for the answer to what a test file reports, and an answer is only heard between two turns of the event loop.
// Tests that wait for other processes without giving way (`spawnSync`) would keep a whole file in one turn.
afterEach(() => new Promise((resolve) => setImmediate(resolve)));

// A red run is due to what was changed, not to luck: MEDCOM_TEST_SEED=2 npm test tries other cases.
fc.configureGlobal({ seed: Number(process.env.MEDCOM_TEST_SEED ?? 20260302) });
