import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/breathe.ts'],
    // Files of tests share what they import: importing it anew for each is a quarter of all time.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Tests of the command and of relays that are killed wait for other processes most of the time.
    maxWorkers: 2,
    minWorkers: 1,
  },
});
