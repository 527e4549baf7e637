// Servers beside Identity360 that a plan calls: the plan names them, and apply refuses others. One that cannot be
// called is an error of the plan, not of the apply.

import type { Service } from '../model/call.ts';
import { asDiagnostic, type Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { PlanBody, Step } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import { inSettings } from '../model/settings.ts';

/** The base URL of each that is set up, or why it cannot be called. */
export type Services = Readonly<Partial<Record<Service, Result<string>>>>;

interface Used {
  /** The plan's member, where there is one. */
  readonly used: Pick<PlanBody, 'services'>;
  readonly diagnostics: readonly Diagnostic[];
}

export function servicesOf(steps: readonly Step[], services: Services = {}): Used {
  const names = new Set(
    steps.flatMap(({ requests }) =>
      requests.flatMap(({ service }) => (service === undefined ? [] : [service])),
    ),
  );
  const urls: Partial<Record<Service, string>> = {};
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const service = services[name];
    if (service?.ok) urls[name] = service.value;
    else diagnostics.push(asDiagnostic(service?.error ?? notSetUp(name)));
  }
  return { used: names.size === 0 ? {} : { services: urls }, diagnostics };
}

const notSetUp = (service: Service): Failure => ({
  code: 'plan.no-service',
  reason: 'error',
  summary: `this plan calls ${service}, which is not set up`,
  why: 'nothing says where it is',
  next: `set ${service.toUpperCase()}_BASE_URL, or ${service}.base_url, ${inSettings}`,
});
