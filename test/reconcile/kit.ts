// What the tests of the applier share: a simulated tenant with a ledger of its own, and what they look at afterwards.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { kinds } from '../../src/kinds/registry.gen.ts';
import { Bug, type Failure } from '../../src/model/failure.ts';
import { canonical } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Result } from '../../src/model/result.ts';
import type { RunReport } from '../../src/model/run.ts';
import { type ApplyInput, apply, resume } from '../../src/reconcile/apply.ts';
import {
  type LoggedRequest,
  type Options,
  type Simulator,
  startSimulator,
} from '../../src/simulator/index.ts';
import { type Bench, benchOf, everything, inputOf, makePlan, must, worldOf } from './tenant.ts';

export interface Tenant extends Bench {
  readonly simulator: Simulator;
  readonly folder: string;
  /** Replaces the desired file. */
  readonly want: (text: string) => void;
  readonly plan: () => Promise<Plan>;
  readonly apply: (plan: Plan, more?: Partial<ApplyInput>) => Promise<Result<RunReport>>;
  readonly resume: (more?: Partial<ApplyInput>) => Promise<Result<RunReport | null>>;
}

export interface TenantOptions extends Options {
  readonly desired?: string;
  /** Attempts that the client makes of a call. */
  readonly attempts?: number;
}

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-reconcile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function tenant({
  desired = everything,
  attempts,
  ...options
}: TenantOptions = {}): Promise<Tenant> {
  const simulator = await startSimulator({ world: worldOf(), ...options });
  onTestFinished(() => simulator.close());
  return tenantAt(simulator, tempFolder(), desired, attempts);
}

/** Another worker on the same tenant, with the ledger in `folder`. */
export function tenantAt(simulator: Simulator, folder: string, desired: string, attempts?: number): Tenant {
  const bench = benchOf(simulator.url, folder, attempts);
  onTestFinished(() => bench.client.close());
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'desired.yaml');
  const want = (text: string): void => writeFileSync(file, text);
  want(desired);
  return {
    ...bench,
    simulator,
    folder,
    want,
    plan: async () => must(await makePlan(bench, file)),
    apply: (plan, more) => apply(plan, { ...inputOf(bench), ...more }),
    resume: (more) => resume({ ...inputOf(bench), ...more }),
  };
}

export function failureOf(result: Result<unknown>): Failure {
  if (!result.ok) return result.error;
  throw new Bug(`it went well: ${JSON.stringify(result.value)}`);
}

/** Calls that are not reads. */
export const writesIn = (requests: readonly LoggedRequest[]): readonly LoggedRequest[] =>
  requests.filter(({ method }) => method !== 'GET');

export const isSync = ({ path }: LoggedRequest): boolean => path.endsWith('/sync-now');

/** `approve 3`, `deny 1`, `PATCH`, … : a write in a word, with its number of objects. */
export function wordOf({ method, path, query }: LoggedRequest): string {
  const last = path.split('/').at(-1) ?? '';
  const ids = query['ids']?.split(',').length;
  return method === 'PATCH' ? 'patch' : `${last.replace('-agent', '')}${ids === undefined ? '' : ` ${ids}`}`;
}

/** What the API would show of the tenant, as far as plans touch it. */
export function liveOf({ world }: Simulator) {
  const devices = world.deviceIds().map((id) => {
    const { agent_status: agent, is_deactivated: off } = world.device(id) ?? {};
    return `${id} ${agent} ${off}`;
  });
  const linked = world.deviceIds().flatMap((id) => world.accounts(id));
  return { devices, linking: world.linking(), linked };
}

/** What the ledger remembers of each address, sorted. */
export async function memoryOf({ ledger }: Tenant) {
  const { known, applied, owed, inDoubt } = must(await ledger.memory());
  const addresses = kinds.flatMap(({ name }) => [...known(name)]).sort();
  const lines = addresses.map((address) => `${address} ${canonical(applied(address))}`);
  return { applied: lines, owed: [...owed], inDoubt: [...inDoubt] };
}

/** Each state with the number of steps in it. */
export function statesOf({ outcomes }: RunReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of outcomes) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
