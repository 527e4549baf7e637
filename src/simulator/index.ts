// The simulator of the Identity360 API, and of ADManager Plus beside it: starts it, and hands out its handle.
// It listens on the loopback only, and keeps everything in memory.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { servers } from '../kinds/servers.gen.ts';
import type { Seeding } from '../model/server.ts';
import { createApi } from './api.ts';
import { createControl } from './control.ts';
import { planFaults } from './faults.ts';
import { apiRoot, serve } from './http.ts';
import { createLimiter } from './limiter.ts';
import { createLog, type LoggedRequest } from './log.ts';
import { type Options, type Settings, settingsOf } from './options.ts';
import { send } from './send.ts';
import { createServices } from './services.ts';
import { createSignIn } from './sign-in.ts';
import { createWorld, type WorldHandle, worldHandle } from './world.ts';

export type { Switches } from '../model/server.ts';
export type { LoggedRequest } from './log.ts';
export type { Chance, Faults, GivenWorld, Options, Settings } from './options.ts';
export type { WorldHandle } from './world.ts';

export interface Simulator {
  /** The API root: `http://127.0.0.1:PORT/api/v1`. */
  readonly url: string;
  /** The accounts host: tokens come from `{accountsUrl}/oauth/v2/token`. */
  readonly accountsUrl: string;
  readonly port: number;
  /** What was asked, oldest first, the last 50 000 at most; control calls are not in it. */
  readonly requests: readonly LoggedRequest[];
  readonly world: WorldHandle;
  /** Changes settings while it runs; a list of faults replaces the one before. */
  readonly set: (settings: Partial<Settings>) => void;
  /** Breaks the connections that are open, and resolves when the port is free. */
  readonly close: () => Promise<void>;
}

/** Starts a simulator. Rejects where the port is taken. */
export async function startSimulator(options: Options = {}): Promise<Simulator> {
  const { seed = 1, now = Date.now } = options;
  let settings = settingsOf(options);
  let faults = planFaults(settings.faults, seed);
  const set = (changed: Partial<Settings>): void => {
    settings = { ...settings, ...changed };
    if (changed.faults !== undefined) faults = planFaults(changed.faults, seed);
  };
  const world = createWorld(servers, seedingOf(options));
  const [log, signIn] = [createLog(), createSignIn()];
  const stage = { world, settings: () => settings, now };
  const parts = {
    settings: () => settings,
    faults: () => faults,
    now,
    log,
    signIn,
    limiter: createLimiter(),
    api: createApi(servers, { ...stage, signIn }),
    services: createServices(servers, stage),
    control: createControl(world, log, set),
  };
  const server = createServer({ maxHeaderSize: 65_536, keepAliveTimeout: 120_000 }, (request, response) => {
    serve(parts, request, response).catch((error: unknown) => giveUp(request, response, error));
  });
  const port = await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `${origin}${apiRoot}`,
    accountsUrl: origin,
    port,
    requests: log.entries,
    world: worldHandle(world),
    set,
    close: () => close(server),
  };
}

function seedingOf(options: Options): Seeding {
  const { devices = 25, users = 40, seed = 1, duplicateSerials = 0, world = {} } = options;
  return { devices, users, seed, duplicateSerials, given: { ...world } };
}

/** A client that goes away while it sends its body is no error; anything else is a bug of the simulator, and said so. */
function giveUp(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (!request.complete || response.headersSent) response.destroy();
  else send(response, { status: 500, text: JSON.stringify({ error: `a bug of the simulator: ${error}` }) });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A TCP server's address is never a text or null once it listens.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
