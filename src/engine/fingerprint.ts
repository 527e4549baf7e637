// The hash that names a plan: of everything in it but itself. A plan that was cut short or edited no longer has it.

import { createHash } from 'node:crypto';
import { canonical } from '../model/json.ts';
import type { Plan, PlanBody } from '../model/plan.ts';

/** `sha256:` and 64 hexadecimal digits, over the canonical JSON of the body. */
export function fingerprint(body: PlanBody): string {
  return `sha256:${createHash('sha256').update(canonical(body)).digest('hex')}`;
}

/** Whether the plan is still the one that was made. */
export function intact({ id, ...body }: Plan): boolean {
  return id === fingerprint(body);
}
