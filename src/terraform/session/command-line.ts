// What a Terraform does, by its command line. Whatever is not surely understood is `other`: nothing may be taken for an
// apply of a saved plan that is not.

export type Run = 'plan' | 'apply' | 'apply-saved' | 'other';

/** Options that take the next word as their value, where they have no `=`. */
const valued = new Set(
  ['var', 'var-file', 'target', 'replace', 'exclude', 'state', 'state-out', 'backup', 'lock-timeout']
    .concat(['parallelism', 'out', 'generate-config-out', 'target-file', 'exclude-file'])
    .flatMap((name) => [`-${name}`, `--${name}`]),
);
const plain = new Set(
  ['auto-approve', 'compact-warnings', 'destroy', 'detailed-exitcode', 'input', 'json', 'lock', 'no-color']
    .concat(['refresh', 'refresh-only', 'show-sensitive', 'concise', 'allow-deferral'])
    .flatMap((name) => [`-${name}`, `--${name}`]),
);

/** @param words the command line, the program first */
export function runOf([, ...words]: readonly string[]): Run {
  // Before the command only `-chdir=…` and the like may stand.
  const at = words.findIndex((word) => !word.startsWith('-'));
  const command = words[at];
  if (command === 'plan') return 'plan';
  if (command === 'destroy') return 'apply';
  return command === 'apply' ? applyOf(words.slice(at + 1)) : 'other';
}

function applyOf([word, ...rest]: readonly string[]): Run {
  if (word === undefined) return 'apply';
  if (!word.startsWith('-')) return rest.length === 0 ? 'apply-saved' : 'other';
  if (word.includes('=') || plain.has(word)) return applyOf(rest);
  return valued.has(word) ? applyOf(rest.slice(1)) : 'other';
}
