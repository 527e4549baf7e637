// Whether a plan may be applied at all: whole, for this tenant, not expired, and refused by nothing.

import { intact } from '../engine/fingerprint.ts';
import { blocks } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { Kind } from '../model/kind.ts';
import type { Plan, Step } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { edited, expired, otherService, otherTenant, otherVersion, refused } from './failures.ts';
import type { Services } from './services.ts';
import type { Clock } from './shapes.ts';

interface Admission {
  readonly baseUrl: string;
  /** Where the servers beside Identity360 are, for this run. */
  readonly services?: Services;
  readonly clock: Clock;
  readonly kinds: readonly Kind[];
}

export function admissible(plan: Plan, { baseUrl, services, clock, kinds }: Admission): Result<true> {
  if (!intact(plan)) return err(edited());
  if (plan.base_url !== baseUrl) return err(otherTenant(plan, baseUrl));
  const reached = callable(plan, services);
  if (!reached.ok) return reached;
  if (Date.parse(plan.expires_at) <= clock.now()) return err(expired(plan));
  const unknown = plan.steps.find((step) => !knows(kinds, step));
  if (unknown !== undefined) return err(otherVersion(unknown));
  return blocks(plan.diagnostics) ? err(refused(plan)) : ok(true);
}

/** Whether the servers beside Identity360 that the plan calls are those of this run. */
export function callable(plan: Plan, services: Services | undefined): Result<true> {
  const elsewhere = Object.entries(plan.services ?? {}).find(([name, url]) => !calls(services, name, url));
  return elsewhere === undefined ? ok(true) : err(notCallable(services, ...elsewhere));
}

function calls(services: Services = {}, name: string, url: string): boolean {
  return Object.entries(services).some(([known, at]) => known === name && at.ok && at.value === url);
}

/** Why it cannot be called, where that is known; else it is set up elsewhere. */
function notCallable(services: Services = {}, name: string, url: string): Failure {
  const [, known] = Object.entries(services).find(([service]) => service === name) ?? [];
  return known !== undefined && !known.ok ? known.error : otherService(name, url);
}

const knows = (kinds: readonly Kind[], { kind, operation }: Step): boolean =>
  kinds.some(({ name, operations }) => name === kind && operations.some(({ id }) => id === operation));
