// The hash that names a plan: of everything in it but itself. A plan that was cut short or edited no longer has it.

import { createHash } from 'node:crypto';
import { canonical } from '../model/json.ts';
import type { Plan, PlanBody } from '../model/plan.ts';

/** `sha256:` and 64 hexadecimal digits, over the canonical JSON of the body. */
export const fingerprint = (body: PlanBody): string => hashOf(canonical(body));

const hashOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Plans that were made in this process and never left it, with their text: nobody can have cut or edited them. */
const own = new WeakMap<Plan, string>();

/** The plan of this body, named by its hash. */
export function sealed(body: PlanBody): Plan {
  const text = canonical(body);
  const plan: Plan = { ...body, id: hashOf(text) };
  own.set(plan, text);
  return plan;
}

/** The plan as JSON on one line. */
export function textOf(plan: Plan): string {
  const text = own.get(plan);
  return text === undefined ? JSON.stringify(plan) : `${text.slice(0, -1)},"id":${JSON.stringify(plan.id)}}`;
}

/** Whether the plan is still the one that was made. */
export function intact(plan: Plan): boolean {
  const { id, ...body } = plan;
  return own.has(plan) || id === fingerprint(body);
}
