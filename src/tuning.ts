// How the engine below is set up, before anything else runs. The settings are those of V8 11 (Node 20); later ones have
// other compilers and other names for them, and run as they are.

const isV8of20 = ({ versions }: NodeJS.Process): boolean => versions.v8.startsWith('11.');

/**
 * V8 11 begins to optimise undici's WebAssembly parser after the first answer, and a process that is done by
 * then waits for the compiler: a tenth of a second in a short run. The parser is fast enough without.
 */
export function tune(process: NodeJS.Process): void {
  if (isV8of20(process)) set(process, '--wasm-tiering-budget=1000000000');
}

/**
 * Besides, for a process that lives a second while Terraform needs the same cores: the optimising compiler, which runs
 * on a thread of its own, takes eight times as long to begin.
 */
export function tuneBesideTerraform(process: NodeJS.Process): void {
  tune(process);
  if (isV8of20(process)) set(process, '--interrupt-budget=500000');
}

function set(process: NodeJS.Process, flag: string): void {
  process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}
