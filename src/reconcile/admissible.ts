// Whether a plan may be applied at all: whole, for this tenant, not expired, and refused by nothing.

import { intact } from '../engine/fingerprint.ts';
import { blocks } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { edited, expired, otherTenant, refused } from './failures.ts';
import type { Clock } from './shapes.ts';

export function admissible(
  plan: Plan,
  { baseUrl, clock }: { readonly baseUrl: string; readonly clock: Clock },
): Result<true> {
  if (!intact(plan)) return err(edited());
  if (plan.base_url !== baseUrl) return err(otherTenant(plan, baseUrl));
  if (Date.parse(plan.expires_at) <= clock.now()) return err(expired(plan));
  return blocks(plan.diagnostics) ? err(refused(plan)) : ok(true);
}
