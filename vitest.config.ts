import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    // Reading all sources again for each file of tests took a hundred seconds of two cores.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Tests of the command and of relays that are killed wait for other processes most of the time.
    maxWorkers: 2,
    minWorkers: 1,
  },
});
