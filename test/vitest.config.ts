// One configuration for every test: files under test/, child processes allowed a while.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/in-memory.ts',
    // Sources are imported once for each worker: no file keeps anything in a module that another one could see.
    isolate: false,
    // Files side by side on every core; by default one core is left idle.
    maxWorkers: '100%',
  },
});
