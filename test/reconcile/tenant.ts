// A tenant to apply plans to, and everything an apply is given. No test framework in it: child processes use it too.

import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, defaultLimits } from '../../src/api/client.ts';
import { loadDesired } from '../../src/config/desired.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import { fileLedger } from '../../src/ledger/file.ts';
import type { Ledger } from '../../src/ledger/port.ts';
import { Bug } from '../../src/model/failure.ts';
import { defaultGuards } from '../../src/model/guard.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import { ok, type Result } from '../../src/model/result.ts';
import type { ApplyInput } from '../../src/reconcile/apply.ts';
import { plan } from '../../src/reconcile/plan.ts';
import type { Services } from '../../src/reconcile/services.ts';
import type { GivenWorld } from '../../src/simulator/index.ts';

export const sync = 'account_linking/sync';

/** Devices by what the files below want of them: the description says it, and sets select by it. */
export const fleet = { deactivate: 2, deny: 3, approve: 205, activate: 2, keep: 50 } as const;
type Role = keyof typeof fleet;

const rowOf: Readonly<Record<Role, JsonObject>> = {
  deactivate: { agent_status: 'active', is_deactivated: false },
  deny: { agent_status: 'pending', is_deactivated: false },
  approve: { agent_status: 'pending', is_deactivated: false },
  activate: { agent_status: 'active', is_deactivated: true },
  keep: { agent_status: 'active', is_deactivated: false },
};

/** `counts`: fewer, or more, of some. */
export function worldOf(counts: Partial<Record<Role, number>> = {}): GivenWorld {
  const roles = Object.entries({ ...fleet, ...counts }).flatMap(([role, n]) =>
    Array<Role>(n).fill(role as Role),
  );
  const devices = roles.map((role, i) => ({
    id: String(2_000_000_000_001 + i),
    name: `${role}-${i}`,
    os_type: 'Windows',
    serial_number: `SN${i}`,
    description: role,
    join_type: 'IDPJoined',
    ...rowOf[role],
  }));
  return { devices };
}

const set = (role: Role, wish: string): string =>
  `  ${role}: { ${wish}, acknowledge: "for the test", select: { filter: 'description eq "${role}"' } }`;

export const linkingFile = `version: 1
account_linking:
  is_enabled: true
  attribute_value: mail
  sync: on_change
  acknowledge: "for the test"
`;

export const setsFile = `device_sets:
${set('deactivate', 'access: deactivated')}
${set('deny', 'agent: denied')}
${set('approve', 'agent: approved')}
${set('activate', 'access: activated')}
`;

export const everything = `${linkingFile}${setsFile}`;
export const setsOnly = `version: 1\n${setsFile}`;

export function must<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Bug(JSON.stringify(result.error));
}

/** A clock that jumps over waits, so that retries cost no time. */
export function jumpingClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep: async (ms: number) => {
      ahead += ms;
    },
  };
}
export type JumpingClock = ReturnType<typeof jumpingClock>;

/** ADManager Plus is on the same port, below the host. */
const originOf = (baseUrl: string): string => new URL(baseUrl).origin;
const servicesOf = (baseUrl: string): Services => ({ admanager: ok(originOf(baseUrl)) });

export function clientOf(baseUrl: string, clock: JumpingClock, attempts = defaultLimits.attempts): Client {
  const made = createClient({
    baseUrl,
    credentials: { by: 'token', accessToken: 'some-token' },
    admanager: { baseUrl: originOf(baseUrl), token: 'another-token' },
    limits: { attempts, timeoutMs: 5_000 },
    env: {},
    clock,
    random: Math.random,
    cacheDir: null,
    version: '0.0.0',
  });
  return must(made);
}

export function ledgerOf(baseUrl: string, folder: string, clock: JumpingClock): Ledger {
  const owner = { name: 'test', host: hostname(), pid: process.pid };
  return fileLedger({
    folder: join(folder, 'ledger'),
    baseUrl,
    tenant: 'acme',
    owner,
    clock,
    random: Math.random,
  });
}

export interface Bench {
  readonly baseUrl: string;
  readonly clock: JumpingClock;
  readonly client: Client;
  readonly ledger: Ledger;
}

export function benchOf(baseUrl: string, folder: string, attempts?: number): Bench {
  const clock = jumpingClock();
  return {
    baseUrl,
    clock,
    client: clientOf(baseUrl, clock, attempts),
    ledger: ledgerOf(baseUrl, folder, clock),
  };
}

/** Plans the desired file `file`. */
export async function makePlan(
  { baseUrl, clock, client, ledger }: Bench,
  file: string,
): Promise<Result<Plan>> {
  const policy = { protectedAccounts: [] };
  const { managed, diagnostics } = must(await loadDesired({ paths: [file], cwd: '/', kinds, policy }));
  const memory = must(await ledger.memory());
  const guards = { ...defaultGuards, maxRemovals: { count: 1 } };
  const wanted = { managed, diagnostics, guards, services: servicesOf(baseUrl) };
  return plan({ ...wanted, tenant: 'acme', baseUrl, reader: client.reader, memory, clock, targets: [] });
}

/** What apply and resume are given. */
export function inputOf({ baseUrl, clock, client, ledger }: Bench): ApplyInput {
  const { reader, writer } = client;
  const stop = new AbortController().signal;
  return {
    kinds,
    baseUrl,
    services: servicesOf(baseUrl),
    reader,
    writer,
    ledger,
    clock,
    waitMs: 60_000,
    concurrency: 2,
    stop,
    onEvent: () => undefined,
  };
}
