#!/usr/bin/env node
// The process: runs the command line and ends with its exit code; or serves Terraform until that ends it.

import { tune } from './tuning.ts';

tune(process);
if (process.argv[2] === 'terraform-provider' && process.argv.length === 3) {
  (await import('./terraform/main.ts')).serveProvider(process);
} else {
  const [{ runCli }, { processIo }] = await Promise.all([import('./cli/run.ts'), import('./cli/io.ts')]);
  process.exitCode = await runCli(process.argv.slice(2), processIo());
}
