// The control surface for other processes, on the loopback only: `POST /_simulator/devices/{id}` and `…/users/{id}` with a
// merge patch, `GET /_simulator/requests`, `POST /_simulator/set` with settings.

import { type Failure, printPlace } from '../model/failure.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Result } from '../model/result.ts';
import type { Outgoing } from './api.ts';
import { parseJson } from './body.ts';
import { checkSettings } from './check.ts';
import type { RequestLog } from './log.ts';
import type { Settings } from './options.ts';
import type { World } from './world.ts';

/** Answers a control call; `path` begins with `/_simulator/`. */
export type Control = (method: string, path: string, body: string, remoteAddress: string) => Outgoing;

export function createControl(
  world: World,
  log: RequestLog,
  set: (settings: Partial<Settings>) => void,
): Control {
  return (method, path, body, remoteAddress) => {
    if (!isLoopback(remoteAddress))
      return reply(403, { error: 'the control surface answers the loopback only' });
    if (`${method} ${path}` === 'GET /_simulator/requests') return reply(200, { requests: log.entries });
    if (method !== 'POST') return reply(405, { error: `${path} does not take ${method}` });
    const json = parseJson(body);
    if (!json.ok || !isObject(json.value)) return reply(400, { error: 'the body must be a JSON object' });
    if (path === '/_simulator/set') return setAll(checkSettings(json.value), set);
    const [, table, id = ''] = /^\/_simulator\/(devices|users)\/([^/]+)$/.exec(path) ?? [];
    if (table !== undefined) return patchRow(world, table, decodeURIComponent(id), json.value);
    return reply(404, { error: `there is no ${path}` });
  };
}

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

const reply = (status: number, value: unknown): Outgoing => ({ status, text: JSON.stringify(value) });

function setAll(checked: Result<Partial<Settings>>, set: (settings: Partial<Settings>) => void): Outgoing {
  if (!checked.ok) return reply(400, { error: words(checked.error) });
  set(checked.value);
  return reply(200, checked.value);
}

const words = ({ summary, why, where }: Failure): string =>
  [summary, why, printPlace(where)].filter(Boolean).join(': ');

function patchRow(world: World, table: string, id: string, patch: JsonObject): Outgoing {
  const row: Json | undefined = world(table).patch(id, patch);
  return row === undefined ? reply(404, { error: `there is no ${id} among the ${table}` }) : reply(200, row);
}
