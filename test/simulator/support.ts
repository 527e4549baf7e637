// What the tests of the simulator share: a simulator that ends with its test, calls over real HTTP, the page samples.

import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { type Options, type Simulator, startSimulator } from '../../src/simulator/index.ts';

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads members of any answer, and fails where they are missing
  readonly body: any;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export type Send = (call: string, ask?: Ask) => Promise<Told>;

export async function simulate(options: Options = {}): Promise<Simulator & { readonly send: Send }> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return { ...simulator, send: sender(simulator.url) };
}

/** `send('GET /devices?limit=1')`, signed in with some token. */
export const sender =
  (root: string): Send =>
  async (call, { body, headers = {} } = {}) => {
    const [method = '', path = ''] = call.split(/ (.*)/s);
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(`${root}${path}`, {
      method,
      headers: { Authorization: 'Zoho-oauthtoken some-token', ...json, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };

export const filter = (text: string): string => `filter=${encodeURIComponent(text)}`;

/** All pages of a list as a client walks them, by whichever sign of the end comes first. */
export async function walk(send: Send, path: string): Promise<readonly Told[]> {
  const pages: Told[] = [];
  for (let cursor: string | null = null; pages.length < 100; ) {
    const page: Told = await send(`GET ${path}${cursor === null ? '' : `&cursor=${cursor}`}`);
    pages.push(page);
    const { next_cursor, is_last } = page.body.meta;
    if (is_last || !next_cursor || next_cursor === cursor || page.body.data.length === 0) return pages;
    cursor = next_cursor;
  }
  return pages;
}

export const idsOf = (pages: readonly Told[]): readonly string[] =>
  pages.flatMap(({ body }) => body.data.map(({ id }: { id: string }) => id));

/** Rows of the devices page's list sample. */
export const sampleDevices: readonly JsonObject[] = [
  {
    id: '2000000000001',
    hostname: 'DESKTOP-WIN11-001',
    os_type: 'Windows',
    serial_number: 'FVFH2345ABC123',
    agent_status: 'active',
    join_type: 'IDPJoined',
    is_deactivated: false,
    device_accounts: { total_local_accounts: 3, linked_local_accounts: 1 },
    last_contact_time: '2024-07-26T10:30:00Z',
  },
  {
    id: '2000000000002',
    name: 'LAPTOP-MAC-002',
    os_type: 'macOS',
    serial_number: 'C02YX1234GHV',
    agent_status: 'pending',
    join_type: 'IDPJoined',
    is_deactivated: false,
    device_accounts: { total_local_accounts: 2, linked_local_accounts: 1 },
    last_contact_time: '2024-07-26T10:25:00Z',
  },
  {
    id: '2000000000005',
    name: 'LAPTOP-ENTRA-005',
    os_type: 'Windows',
    serial_number: 'PF3K8MN2',
    agent_status: 'active',
    agent_version: '1.5',
    join_type: 'EntraJoined',
    tenant: 'contoso.onmicrosoft.com',
  },
  {
    id: '2000000000006',
    name: 'DESKTOP-HYBRID-006',
    os_type: 'Windows',
    serial_number: 'VMJ8K2L9P4',
    agent_status: 'active',
    agent_version: '1.4',
    join_type: 'ADEntraHybridJoined',
    tenant: 'corp.contoso.com',
    domain: 'contoso.onmicrosoft.com',
    dns_hostname: 'desktop-hybrid-006.corp.contoso.com',
  },
];

export const sampleWorld = { world: { devices: sampleDevices } };
