// The provider while one Terraform command uses it: its configuration, and, once somebody asks, the tenant behind it.

import type { Failure } from '../../model/failure.ts';
import { err, type Result } from '../../model/result.ts';
import type { World } from '../../reconcile/connection.ts';
import type { Context } from '../plugin/handlers.ts';
import { type Applied, applier, type Task } from '../session/applying.ts';
import { type Planner, planner } from '../session/planning.ts';
import type { Recall } from '../session/recall.ts';
import { openTenant, type Tenant } from '../session/tenant.ts';
import type { Configured } from './configuration.ts';

export interface Provider {
  readonly configure: (configured: Result<Configured>, context: Context) => void;
  /** Opened when it is first asked for; nothing is sent by that. */
  readonly tenant: () => Result<Tenant>;
  /** What was planned before, while applying. */
  readonly recall: Recall;
  readonly planner: (tenant: Tenant) => Planner;
  readonly apply: (tenant: Tenant, task: Task) => Promise<Result<Applied>>;
}

export interface ProviderOptions {
  /** Its notes go to Terraform's log. */
  readonly world: Omit<World, 'note'>;
  readonly cwd: string;
  readonly recall: Recall;
}

interface State {
  readonly configured: Result<Configured>;
  readonly context: Context | null;
}

export function createProvider({ world, cwd, recall }: ProviderOptions): Provider {
  let state: State = { configured: err(notConfigured), context: null };
  let opened: Result<Tenant> | undefined;
  const note = (text: string): void => state.context?.log.warn(text);
  const open = (): Result<Tenant> => {
    const { configured } = state;
    if (!configured.ok) return configured;
    const { site, env } = configured.value;
    return openTenant(site, { ...world, note, env: { ...world.env, ...env } }, cwd);
  };
  const applies = memo((tenant: Tenant) => applier(tenant, state.context));
  return {
    configure: (configured, context) => {
      state = { configured, context };
      opened = undefined;
    },
    tenant: () => {
      opened ??= open();
      return opened;
    },
    recall,
    planner: memo(planner),
    apply: (tenant, task) => applies(tenant)(task),
  };
}

/** One for each tenant object. */
function memo<T>(make: (tenant: Tenant) => T): (tenant: Tenant) => T {
  const made = new WeakMap<Tenant, T>();
  return (tenant) => {
    const known = made.get(tenant) ?? make(tenant);
    made.set(tenant, known);
    return known;
  };
}

const notConfigured: Failure = {
  code: 'terraform.not-configured',
  reason: 'error',
  summary: 'the provider id360 is not configured',
  why: 'its settings were not known when they were needed: they come from something that is not there yet',
  next: 'make what the provider block refers to first, with -target, or write the values out',
};
