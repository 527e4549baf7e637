// What a Terraform does, by its command line. Whatever is not surely understood is `other`: nothing may be taken for an
// apply of a saved plan that is not.

export type Run =
  /** A plan that is saved to a file, or applied from one. */
  { readonly run: 'plan' | 'apply-saved'; readonly file: string } | { readonly run: 'apply' | 'other' };

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

/** Terraform takes these out of the line first, wherever they stand. */
const anywhere = new Set(['-no-color', '-compact-warnings']);

const other: Run = { run: 'other' };

/** @param words the command line, the program first */
export function runOf([, ...all]: readonly string[]): Run {
  const words = all.filter((word) => !anywhere.has(word));
  // Before the command only `-chdir=…` and the like may stand.
  const at = words.findIndex((word) => !word.startsWith('-'));
  const [command, rest] = [words[at], words.slice(at + 1)];
  if (command === 'plan') return planOf(rest);
  if (command === 'destroy') return { run: 'apply' };
  return command === 'apply' ? applyOf(rest) : other;
}

/** A plan that is not saved is applied by nobody; of several files the last one counts. */
function planOf([word, ...rest]: readonly string[], saved: Run = other): Run {
  if (word === undefined) return saved;
  const [, file] = /^--?out=(.+)$/.exec(word) ?? [];
  if (file !== undefined) return planOf(rest, { run: 'plan', file });
  const [next, ...others] = rest;
  if (/^--?out$/.test(word) && next !== undefined) return planOf(others, { run: 'plan', file: next });
  return planOf(valued.has(word) ? others : rest, saved);
}

function applyOf([word, ...rest]: readonly string[]): Run {
  if (word === undefined) return { run: 'apply' };
  if (!word.startsWith('-')) return rest.length === 0 ? { run: 'apply-saved', file: word } : other;
  if (word.includes('=') || plain.has(word)) return applyOf(rest);
  return valued.has(word) ? applyOf(rest.slice(1)) : other;
}
