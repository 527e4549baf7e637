// Which attributes a filter speaks of, so that a caller can tell those that a row does not have.

import type { Filter } from './filter.ts';
import { splitPath } from './path.ts';

/**
 * The attributes of a filter, each once (without case), in order, spelled as first written and as a row holds them:
 * `os_type`, `device_accounts.total_local_accounts`. Of `emails[type eq "work"]`: `emails` and `emails.type`. The
 * URN of a schema is left out, that of an extension stays: `urn:…:extension:…:User:manager`.
 */
export function attributesOf(filter: Filter): readonly string[] {
  const found = new Map<string, string>();
  for (const name of namesIn(filter, '')) {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  }
  return [...found.values()];
}

function* namesIn(filter: Filter, parent: string): Generator<string> {
  switch (filter.op) {
    case 'and':
    case 'or':
      for (const part of filter.of) yield* namesIn(part, parent);
      return;
    case 'not':
      return yield* namesIn(filter.of, parent);
    case 'where':
      yield parent + nameOf(filter.path);
      return yield* namesIn(filter.of, `${parent}${nameOf(filter.path)}.`);
    default:
      yield parent + nameOf(filter.path);
  }
}

function nameOf(path: string): string {
  const { extension, names } = splitPath(path);
  return (extension === '' ? '' : `${extension}:`) + names.join('.');
}
