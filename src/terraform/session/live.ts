// One live object, read by itself or as the one of its kind.

import type { Address } from '../../model/address.ts';
import { addressOf } from '../../model/address.ts';
import type { State } from '../../model/change.ts';
import type { Failure } from '../../model/failure.ts';
import type { Kind } from '../../model/kind.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { reread } from '../../reconcile/reread.ts';
import type { Tenant } from './tenant.ts';

/** Every field that can be managed. `key`: as `keyOf` of its address gives it. */
export async function liveOf(kind: Kind, key: string, reader: Tenant['reader']): Promise<Result<State>> {
  const address: Address = addressOf(kind.name, key);
  const live = await reread(kind, [address], reader, 1);
  if (!live.ok) return live;
  const found = live.value.get(address);
  return found ? ok(found.live) : err(missing(address));
}

const missing = (address: Address): Failure => ({
  code: 'terraform.import-missing',
  reason: 'error',
  summary: `there is no ${address}`,
  why: 'the tenant does not show it',
  next: 'check the import id',
});
