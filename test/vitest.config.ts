// One configuration for every test: files under test/, child processes allowed a while.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/in-memory.ts',
    // Sources are imported once for each worker: no file keeps anything in a module that another one could see.
    isolate: false,
    // Most tests wait for processes that they have started, and those for each other: more files at a time than cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
  },
});
