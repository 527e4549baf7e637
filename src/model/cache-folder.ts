// Where a user's machine keeps what can be had again. Nothing but this file decides it.

import { isAbsolute, join } from 'node:path';

/** The folder of trueup in the user's cache; null where the environment names no home. */
export function defaultCacheDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  const under = (base: string | undefined, ...parts: string[]) =>
    base && isAbsolute(base) ? join(base, ...parts, 'trueup') : undefined;
  const byPlatform =
    platform === 'win32'
      ? under(env['LOCALAPPDATA'])
      : platform === 'darwin'
        ? under(env['HOME'], 'Library', 'Caches')
        : under(env['HOME'], '.cache');
  return under(env['XDG_CACHE_HOME']) ?? byPlatform ?? null;
}
