// The hash that names a plan: of everything in it but itself. A plan that was cut short or edited no longer has it.

import { createHash } from 'node:crypto';
import { canonical } from '../model/json.ts';
import type { Plan, PlanBody } from '../model/plan.ts';

/** `sha256:` and 64 hexadecimal digits, over the canonical JSON of the body. */
export function fingerprint(body: PlanBody): string {
  return `sha256:${createHash('sha256').update(canonical(body)).digest('hex')}`;
}

/** Plans that were made in this process and never left it: nobody can have cut or edited them. */
const own = new WeakSet<Plan>();

/** The plan of this body, named by its hash. */
export function sealed(body: PlanBody): Plan {
  const plan: Plan = { ...body, id: fingerprint(body) };
  own.add(plan);
  return plan;
}

/** Whether the plan is still the one that was made. */
export function intact(plan: Plan): boolean {
  const { id, ...body } = plan;
  return own.has(plan) || id === fingerprint(body);
}
