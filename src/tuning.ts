// How the engine below is set up, before anything else runs.

/**
 * V8 11 (Node 20) begins to optimise undici's WebAssembly parser after the first answer, and a process that is done by
 * then waits for the compiler: a tenth of a second in a short run. The parser is fast enough without.
 */
export function tune(process: NodeJS.Process): void {
  if (process.versions.v8.startsWith('11.'))
    process.getBuiltinModule('node:v8').setFlagsFromString('--wasm-tiering-budget=1000000000');
}
