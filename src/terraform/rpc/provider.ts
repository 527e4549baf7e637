// The provider while one Terraform command uses it: its configuration, and, once somebody asks, the tenant behind it.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import { oncePer } from '../../model/once-per.ts';
import { err, type Result } from '../../model/result.ts';
import type { World } from '../../reconcile/connection.ts';
import type { Context } from '../plugin/handlers.ts';
import { signIn } from '../schema/provider.ts';
import type { Applied, Applier } from '../session/applying.ts';
import { type Planner, planner } from '../session/planning.ts';
import type { Recall } from '../session/recall.ts';
import type { Task } from '../session/rounds.ts';
import { settler } from '../session/settling.ts';
import { openTenant, type Tenant } from '../session/tenant.ts';
import { type Ahead, ahead } from './ahead.ts';
import type { Configured } from './configuration.ts';

export interface Provider {
  /** @param block the provider block as it was sent */
  readonly configure: (configured: Result<Configured>, context: Context, block: Uint8Array) => void;
  /** The block that it was configured with: two that differ are two tenants. */
  readonly block: () => Uint8Array;
  /** Opened when it is first asked for; nothing is sent by that. */
  readonly tenant: () => Result<Tenant>;
  /** What was planned before, while applying. */
  readonly recall: Recall;
  /** Settles an apply that was cut off, once; then says what there is to tell of it. */
  readonly settle: (tenant: Tenant) => Promise<Result<readonly Diagnostic[]>>;
  readonly planner: (tenant: Tenant) => Planner;
  /** What Terraform has been told of plans, and will want applied. */
  readonly ahead: Ahead;
  readonly isApplying: () => boolean;
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
  readonly block: Uint8Array;
}

export function createProvider({ world, cwd, recall }: ProviderOptions): Provider {
  let state: State = { configured: err(notConfigured), context: null, block: new Uint8Array() };
  let opened: Result<Tenant> | undefined;
  const applying = new Set<Promise<unknown>>();
  const note = (text: string): void => state.context?.log.warn(text);
  const open = (): Result<Tenant> => {
    const { configured } = state;
    if (!configured.ok) return configured;
    const { site, env } = configured.value;
    const attempt: World['attempt'] = (one) => state.context?.log.debug('called', { ...one });
    return openTenant(site, { ...world, note, attempt, env: signedIn(world.env, env) }, cwd);
  };
  /** What is under way of an apply is finished; whatever only reads is cut. */
  const stop = async (): Promise<void> => {
    await Promise.allSettled(applying);
    if (opened?.ok) await opened.value.client.close();
  };
  const coming = ahead(async (tasks, tenant) => (await appliers(tenant)).foresee(tasks));
  const settlers = oncePer(settler);
  // What applies is loaded where something is applied.
  const appliers = oncePer(async (tenant: Tenant): Promise<Applier> => {
    const { applier } = await import('../session/applying.ts');
    return applier(tenant, state.context, coming);
  });
  return {
    configure: (configured, context, block) => {
      state = { configured, context, block };
      opened = undefined;
      context.signal.addEventListener('abort', () => void stop(), { once: true });
    },
    tenant: () => {
      opened ??= open();
      return opened;
    },
    block: () => state.block,
    recall,
    settle: (tenant) => settlers(tenant)(),
    planner: oncePer(planner),
    ahead: coming,
    isApplying: () => applying.size > 0,
    apply: (tenant, task) => {
      const done = appliers(tenant).then(({ apply }) => apply(task));
      const ended = done.finally(() => applying.delete(ended));
      applying.add(ended);
      return ended;
    },
  };
}

/** A sign-in is the block's or the environment's, never a part of each: a token left in a shell is for another tenant. */
function signedIn(environment: World['env'], block: World['env']): World['env'] {
  const secrets = signIn.filter(({ attribute }) => attribute.sensitive).map(({ variable }) => variable);
  if (!secrets.some((variable) => variable in block)) return { ...environment, ...block };
  const others = Object.entries(environment).filter(([name]) => !secrets.includes(name));
  return { ...Object.fromEntries(others), ...block };
}

const notConfigured: Failure = {
  code: 'terraform.not-configured',
  reason: 'error',
  summary: 'the provider id360 is not configured',
  why: 'its settings were not known when they were needed: they come from something that is not there yet',
  next: 'make what the provider block refers to first, with -target, or write the values out',
};
