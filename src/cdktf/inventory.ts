// A CSV inventory read at once, as constructs must: the same rows and the same findings as `select.file` of a desired
// file has.

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as csv from 'csv-parse/sync';
import { becauseOf } from '../config/disk.ts';
import { inventoryOf, type ReadInventory } from '../config/inventory.ts';
import { decode, unreadable } from '../config/read.ts';

/** @param file a path that is relative to the working directory, or a URL such as `new URL('a.csv', import.meta.url)` */
export function readInventory(file: string | URL): ReadInventory {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const shown = file instanceof URL ? relative(process.cwd(), path) : file;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { inventory: null, diagnostics: [unreadable(shown, becauseOf(error))] };
  }
  const text = decode(shown, bytes);
  return text.ok ? inventoryOf(csv, text.value, {}) : { inventory: null, diagnostics: [text.error] };
}
