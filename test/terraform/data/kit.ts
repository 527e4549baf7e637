// A simulated tenant, and a session of the provider on it: data sources are read as one Terraform command reads them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { tenantOf } from '../../../src/config/tenant.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { Bug, type Failure } from '../../../src/model/failure.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { Result } from '../../../src/model/result.ts';
import { type LoggedRequest, type Options, startSimulator } from '../../../src/simulator/index.ts';
import { dataTypes } from '../../../src/terraform/data/all.ts';
import type { DataType, Looked } from '../../../src/terraform/data/types.ts';
import { bodyOf } from '../../../src/terraform/session/body.ts';
import { openTenant, type Tenant } from '../../../src/terraform/session/tenant.ts';
import { jumpingClock } from '../../reconcile/tenant.ts';

export const token = 'the-token-that-nobody-may-see';

export interface Session {
  readonly tenant: Tenant;
  readonly requests: readonly LoggedRequest[];
  /** What the data source shows; the test ends where its arguments are wrong or it cannot be read. */
  readonly values: (name: string, given?: JsonObject) => Promise<JsonObject>;
  /** The same, with what is said of it. */
  readonly looked: (name: string, given?: JsonObject) => Promise<Looked>;
  /** Why it could not be read. */
  readonly failure: (name: string, given?: JsonObject) => Promise<Failure>;
}

export async function session(options: Options = {}): Promise<Session> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  const folder = mkdtempSync(join(tmpdir(), 'trueup-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const tenant = tenantIn(simulator.url, folder);
  onTestFinished(() => tenant.client.close());
  const read = (name: string, given: JsonObject): Promise<Result<Looked>> => {
    expect(wrong(name, given)).toEqual([]);
    return typeOf(name).read(given, tenant, bodyOf(name, given));
  };
  const looked: Session['looked'] = async (name, given = {}) => must(await read(name, given));
  return {
    tenant,
    requests: simulator.requests,
    looked,
    values: async (name, given) => (await looked(name, given)).values,
    failure: async (name, given = {}) => {
      const result = await read(name, given);
      if (!result.ok) return result.error;
      throw new Bug(`${name} was read`);
    },
  };
}

function tenantIn(baseUrl: string, folder: string): Tenant {
  const site = { tenant: tenantOf('acme', {}, {}, folder), baseUrl, limits: { attempts: 1 } };
  const world = {
    env: { ID360_ACCESS_TOKEN: token },
    clock: jumpingClock(),
    random: Math.random,
    platform: process.platform,
    note: () => undefined,
  };
  return must(openTenant(site, world, folder));
}

export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Bug(JSON.stringify(result.error));
}

export function typeOf(name: string): DataType {
  const found = dataTypes.find((type) => type.name === name);
  if (found === undefined) throw new Bug(`there is no ${name}`);
  return found;
}

/** What is found wrong with arguments offline. */
export const findingsOf = (name: string, given: JsonObject): readonly Diagnostic[] =>
  typeOf(name).check(given, bodyOf(name, given));

/** The same in short: each code with the argument that it stands at. */
export function wrong(name: string, given: JsonObject): readonly string[] {
  const { keysAt } = bodyOf(name, given);
  return findingsOf(name, given).map(({ code, where }) =>
    [code, ...(where === undefined ? [] : keysAt(where))].join(' '),
  );
}

/** How often a listing of devices was begun. */
export const listingsIn = (requests: readonly LoggedRequest[]): number =>
  requests.filter(({ path, query }) => path.endsWith('/devices') && query['cursor'] === undefined).length;

/** The keys of a map, sorted. */
export const keysOf = (map: Json | undefined): readonly string[] => Object.keys(map ?? {}).sort();

const row = (n: number, more: JsonObject): JsonObject => ({
  id: String(2000000000000 + n),
  os_type: 'Windows',
  agent_status: 'pending',
  is_deactivated: false,
  ...more,
});

/** A few devices, in the several ways in which the API shows them. */
export const fleet: readonly JsonObject[] = [
  row(1, { name: 'LAPTOP-1', serial_number: 'SN-1', owner: 'ada', join_type: 'IDPJoined' }),
  row(2, { hostname: 'LAPTOP-2', serial_number: 'SN-2', os_type: 'macOS', agent_status: 'active' }),
  row(3, {
    name: 'SERVER-3',
    serial_number: ' sn-TWICE',
    os_type: 'Linux',
    device_accounts: { total_local_accounts: 3, linked_local_accounts: 1 },
  }),
  row(4, { dns_hostname: 'kiosk.corp.example', serial_number: 'SN-twice', is_agent_outdated: true }),
];
