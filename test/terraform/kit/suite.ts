// Suites that need a program which not every machine has: left out, with the reason in their name, where it is missing; where
// CI=true says that nothing may be left out, they fail.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Why the tests with terraform cannot run here; undefined: they can. */
export function missing(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, 'terraform')))
    ? undefined
    : 'terraform is not on the PATH';
}

/** A suite of tests; `why` says what is missing for them. */
export function acceptance(name: string, body: () => void, why = missing()): void {
  if (why === undefined) describe(name, body);
  else if (process.env['CI'] !== 'true') describe.skip(`${name} (left out: ${why})`, body);
  else test(name, () => expect.fail(`${why}, and CI=true requires it.`));
}
