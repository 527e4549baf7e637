#!/usr/bin/env node
// The process: runs the command line and ends with its exit code; or serves Terraform until that ends it.

// V8 11 (Node 20) begins to optimise undici's WebAssembly parser after the first answer, and a process that is done by
// then waits for the compiler: a tenth of a second in a short run. The parser is fast enough without.
if (process.versions.v8.startsWith('11.'))
  process.getBuiltinModule('node:v8').setFlagsFromString('--wasm-tiering-budget=1000000000');

if (process.argv[2] === 'terraform-provider' && process.argv.length === 3) {
  (await import('./terraform/main.ts')).serveProvider(process);
} else {
  const [{ runCli }, { processIo }] = await Promise.all([import('./cli/run.ts'), import('./cli/io.ts')]);
  process.exitCode = await runCli(process.argv.slice(2), processIo());
}
