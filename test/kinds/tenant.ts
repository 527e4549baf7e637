// A simulated tenant with desired files and a ledger in a folder of its own, driven through the real pipeline:
// loadDesired, the API client over HTTP, plan, apply. Time is the test's own: sleeping only moves the clock.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Client, createClient } from '../../src/api/client.ts';
import { loadDesired } from '../../src/config/desired.ts';
import { tenantOf } from '../../src/config/tenant.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import { fileLedger } from '../../src/ledger/file.ts';
import type { Ledger } from '../../src/ledger/port.ts';
import type { Remembered } from '../../src/ledger/state.ts';
import { encode, writeStore } from '../../src/ledger/store.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { Bug, type Failure } from '../../src/model/failure.ts';
import type { GuardLimits } from '../../src/model/guard.ts';
import type { Memory } from '../../src/model/memory.ts';
import type { Plan } from '../../src/model/plan.ts';
import { ok, type Result } from '../../src/model/result.ts';
import type { RunReport } from '../../src/model/run.ts';
import { type ApplyInput, apply, resume } from '../../src/reconcile/apply.ts';
import { plan } from '../../src/reconcile/plan.ts';
import type { Services } from '../../src/reconcile/services.ts';
import type { Managed } from '../../src/reconcile/shapes.ts';
import { type Options, type Simulator, startSimulator } from '../../src/simulator/index.ts';

/** Files by name; `desired.yaml` is the one that is loaded. */
export type Files = Readonly<Record<string, string>>;

export interface Tenant {
  readonly simulator: Simulator;
  /** Writes the files and loads them: what is wrong with them. */
  readonly findings: (files: Files) => Promise<readonly Diagnostic[]>;
  /** Writes the files and plans. */
  readonly tryPlan: (files: Files) => Promise<Result<Plan>>;
  /** As `tryPlan`, where it must not fail. */
  readonly plan: (files: Files) => Promise<Plan>;
  /** A plan of what is not in the files. */
  readonly planOf: (managed: Managed) => Promise<Plan>;
  readonly apply: (plan: Plan) => Promise<Result<RunReport>>;
  /** Carries out what an unfinished run had left. */
  readonly resume: () => Promise<Result<RunReport | null>>;
  readonly memory: () => Promise<Memory>;
}

export interface TenantOptions {
  readonly simulator: Options;
  readonly remembered?: Remembered;
  /** As trueup.yaml has them. */
  readonly guards?: Parameters<typeof tenantOf>[1]['guards'];
  /** False: ADManager Plus is not set up. */
  readonly admanager?: boolean;
}

const tenant = 'acme';
export const admanagerToken = 'admanager-token';

/** Opens a tenant for the length of `work`. */
export async function withTenant<T>(
  options: TenantOptions,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-kinds-'));
  const simulator = await startSimulator({ admanagerToken, ...options.simulator });
  const clock = testClock();
  const client = value(clientOf(simulator, clock, options));
  const place = { folder: join(folder, 'ledger'), baseUrl: simulator.url, tenant };
  if (options.remembered) await seed(place, options.remembered);
  const owner = { name: 'ada', host: hostname(), pid: process.pid };
  const ledger = fileLedger({ ...place, owner, clock, random: Math.random });
  try {
    return await work(tenantIn(folder, simulator, client, ledger, clock, options));
  } finally {
    await client.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tenantIn(
  folder: string,
  simulator: Simulator,
  client: Client,
  ledger: Ledger,
  clock: TestClock,
  options: TenantOptions,
): Tenant {
  const { guards } = tenantOf(tenant, { guards: options.guards ?? {} }, {}, folder);
  const services: Services = options.admanager === false ? {} : { admanager: ok(simulator.accountsUrl) };
  const common = { baseUrl: simulator.url, services, reader: client.reader, clock };
  const input: ApplyInput = {
    ...common,
    writer: client.writer,
    kinds,
    ledger,
    waitMs: 60_000,
    concurrency: 4,
    stop: new AbortController().signal,
    onEvent: () => undefined,
  };
  const memory = async () => value(await ledger.memory());
  const tryPlan = async (files: Files): Promise<Result<Plan>> => {
    writeFiles(folder, files);
    const wanted = await wantedIn(folder, guards);
    return plan({ ...wanted, ...common, tenant, memory: await memory(), targets: [] });
  };
  const planOf = async (managed: Managed): Promise<Plan> => {
    const wanted = { managed: [managed], diagnostics: [], guards };
    return value(await plan({ ...wanted, ...common, tenant, memory: await memory(), targets: [] }));
  };
  return {
    simulator,
    planOf,
    findings: async (files) => {
      writeFiles(folder, files);
      const loaded = await loadIn(folder, guards);
      return loaded.ok ? loaded.value.diagnostics : loaded.error;
    },
    tryPlan,
    plan: async (files) => value(await tryPlan(files)),
    apply: (made) => apply(made, input),
    resume: () => resume(input),
    memory,
  };
}

type TestClock = ReturnType<typeof testClock>;

function testClock() {
  let now = Date.UTC(2026, 0, 5, 9);
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

function clientOf(
  { url, accountsUrl }: Simulator,
  clock: TestClock,
  { admanager = true }: TenantOptions,
): Result<Client> {
  return createClient({
    baseUrl: url,
    credentials: { by: 'token', accessToken: 'test' },
    ...(admanager && { admanager: { baseUrl: accountsUrl, token: admanagerToken } }),
    limits: { attempts: 3 },
    env: {},
    clock,
    random: () => 0.5,
    cacheDir: null,
    version: 'test',
  });
}

interface Place {
  readonly folder: string;
  readonly baseUrl: string;
  readonly tenant: string;
}

async function seed(place: Place, remembered: Remembered): Promise<void> {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  value(await writeStore(place.folder, encode(remembered, place), Math.random, ''));
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

const loadIn = (cwd: string, { protectedAccounts }: GuardLimits) =>
  loadDesired({ paths: ['desired.yaml'], cwd, kinds, policy: { protectedAccounts } });

async function wantedIn(cwd: string, guards: GuardLimits) {
  const loaded = await loadIn(cwd, guards);
  if (loaded.ok) return { ...loaded.value, guards };
  throw new Bug(`the desired file is not valid: ${loaded.error.map(({ summary }) => summary).join('; ')}`);
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Bug(wordsOf(result.error));
}

const wordsOf = ({ code, summary, why }: Failure): string => `${code}: ${summary} (${why})`;
