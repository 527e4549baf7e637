// A simulated tenant for the provider: how to reach it, what was asked of it, and its world, to change behind the provider's back.

import { onTestFinished } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import {
  type LoggedRequest,
  type Options,
  type Simulator,
  startSimulator,
} from '../../../src/simulator/index.ts';
import { type Env, until } from './process.ts';

/** The access token in `env`: it may stand in no file, state or log. */
export const token = 'the-token-that-nobody-may-see';

export interface Write {
  /** `POST /api/v1/device/approve-agent` */
  readonly call: string;
  /** Bulk calls name their devices here: `{ ids: '2000000000001,2000000000002' }`. */
  readonly query: LoggedRequest['query'];
  /** Undefined where none was sent. */
  readonly body: Json | undefined;
}

export interface Traffic {
  readonly requests: readonly LoggedRequest[];
  /** Requests that could have changed something, oldest first. */
  readonly writes: readonly Write[];
  /** How often a listing of all devices was begun; its further pages do not count. */
  readonly listings: number;
}

export interface Tenant {
  readonly simulator: Simulator;
  readonly world: Simulator['world'];
  readonly env: Env;
  /** What was asked while `work` ran, beside its result. */
  readonly during: <T>(work: () => Promise<T>) => Promise<Traffic & { readonly result: T }>;
  /** All that was asked. */
  readonly traffic: () => Traffic;
  /** Waits until a request of that method and path has been answered: `met('POST', /approve-agent$/)`. */
  readonly met: (method: string, path: RegExp) => Promise<void>;
}

export async function tenant(options: Options = {}): Promise<Tenant> {
  const simulator = await startSimulator({ devices: 20, ...options });
  onTestFinished(() => simulator.close());
  const { requests, world, url } = simulator;
  return {
    simulator,
    world,
    env: { ID360_BASE_URL: url, ID360_ACCESS_TOKEN: token },
    during: async (work) => {
      const last = requests.at(-1);
      const result = await work();
      const since = last === undefined ? 0 : requests.lastIndexOf(last) + 1;
      return { result, ...trafficOf(requests.slice(since)) };
    },
    traffic: () => trafficOf(requests),
    met: (method, path) => until(() => requests.some((one) => one.method === method && path.test(one.path))),
  };
}

function trafficOf(requests: readonly LoggedRequest[]): Traffic {
  // Whichever server it goes to: only asking for a token changes nothing.
  const isWrite = ({ method, path }: LoggedRequest): boolean =>
    method !== 'GET' && !path.startsWith('/oauth/');
  const begins = ({ method, path, query }: LoggedRequest): boolean =>
    `${method} ${path}` === 'GET /api/v1/devices' && !('cursor' in query) && !('filter' in query);
  return {
    requests: [...requests],
    writes: requests
      .filter(isWrite)
      .map(({ method, path, query, body }) => ({ call: `${method} ${path}`, query, body })),
    listings: requests.filter(begins).length,
  };
}

/** So many Windows laptops, `laptop-1` with the id 2000000000001 and so on, waiting for approval unless `more` says otherwise. */
export const laptops = (count: number, more: JsonObject = {}): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(2000000000001 + index),
    name: `laptop-${index + 1}`,
    os_type: 'Windows',
    serial_number: `SN-${index + 1}`,
    agent_status: 'pending',
    is_deactivated: false,
    ...more,
  }));
