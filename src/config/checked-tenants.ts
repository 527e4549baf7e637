// The tree of a trueup.yaml, or of a block that says the same, to what it says: where nothing is wrong with it.

import type { Diagnostic } from '../model/diagnostic.ts';
import { err, ok, type Result } from '../model/result.ts';
import { inOrder } from './finding.ts';
import { homePaths } from './home-paths.ts';
import type { RawFile } from './tenant.ts';
import { ruleFaults, withPlaces } from './tenant-rules.ts';
import { converted } from './terraform/conversion.ts';
import { type MapTree, toValue } from './tree.ts';
import { validate } from './validate.ts';
import { asValidator, type Validator } from './violation.ts';

/** `diagnostics`: what is known to be wrong with it already. */
export async function checkedTenants(
  written: MapTree,
  diagnostics: readonly Diagnostic[],
): Promise<Result<RawFile, readonly Diagnostic[]>> {
  const check = asValidator((await import('./trueup.gen.js')).default);
  // The value is a tree's, so an object.
  const validator: Validator = (value) => check({ version: 1, ...(value as object) });
  const tree = converted(written, validator);
  const wrong = validate(tree, validator);
  const rules = await ruleFaults(tree);
  const all = inOrder([...diagnostics, ...wrong, ...homePaths(tree), ...rules], [tree.spot.source.file]);
  if (all.length > 0) return err(all);
  // The schema is closed and has exactly the shape of RawFile.
  return ok(withPlaces(toValue(tree) as unknown as RawFile, tree));
}
