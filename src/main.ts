#!/usr/bin/env node
// The process: runs the command line and ends with its exit code.

import { processIo } from './cli/io.ts';
import { runCli } from './cli/run.ts';

process.exitCode = await runCli(process.argv.slice(2), processIo());
