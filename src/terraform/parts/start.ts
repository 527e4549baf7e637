// What runs first in the file of the provider, before its parts. It loads nothing else.

import { join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { defaultCacheDir } from '../../model/cache-folder.ts';
import { noCodeCache, openCodeCache } from './code-cache.ts';
import { loader, type Parts } from './load.ts';

/**
 * Runs the part that serves.
 * @param build names these parts among those of all other builds: 16 hexadecimal digits
 */
export function start(
  process: NodeJS.Process,
  require: (name: string) => unknown,
  parts: Parts,
  build: string,
): void {
  const folder = folderOf(process, build);
  const cache = folder === null ? noCodeCache : openCodeCache(folder, process);
  loader(parts, require, cache)('./main.js');
}

/** Null where nothing is to be kept: the variables are node's own, for its own cache of this kind. */
function folderOf({ env, platform, arch, version }: NodeJS.Process, build: string): string | null {
  const cache = defaultCacheDir(env, platform);
  if (cache === null || env['NODE_DISABLE_COMPILE_CACHE'] || env['NODE_V8_COVERAGE']) return null;
  // Of the engine, its settings and what the processor can do.
  const tag = cachedDataVersionTag().toString(16).padStart(8, '0');
  return join(cache, 'code', `${build}-${version}-${arch}-${tag}`);
}
