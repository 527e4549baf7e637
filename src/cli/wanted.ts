// What the files want of which tenant: trueup.yaml (or the environment), then the desired files. Offline.

import { loadDesired } from '../config/desired.ts';
import { passedOver } from '../config/terraform/provider.ts';
import { kinds } from '../kinds/registry.gen.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Wanted } from '../reconcile/shapes.ts';
import type { Io } from './io.ts';
import type { Given } from './options.ts';
import { findPlace, type Place } from './tenant.ts';
import { invalid, type Trouble } from './trouble.ts';

export interface Loaded {
  readonly place: Place;
  readonly wanted: Wanted;
  readonly files: readonly string[];
}

export async function loadWanted(options: Given, io: Io): Promise<Result<Loaded, Trouble>> {
  const found = await findPlace(options, io);
  if (!found.ok) return found;
  const place = found.value;
  const { guards, desired, file } = place.tenant;
  const policy = { protectedAccounts: guards.protectedAccounts };
  const { documents } = place;
  const loaded = await loadDesired({
    paths: desired,
    cwd: io.cwd,
    kinds,
    policy,
    ...(documents && { documents }),
  });
  if (!loaded.ok) return err({ failure: invalid(loaded.error), diagnostics: loaded.error });
  const { managed, files, providers } = loaded.value;
  const diagnostics = [...loaded.value.diagnostics, ...(file === undefined ? [] : passedOver(providers))];
  return ok({ place, files, wanted: { managed, diagnostics, guards } });
}
