// The call that a handler is given, from what arrived and the world that it meets.

import type { Json } from '../model/json.ts';
import type { Call } from '../model/server.ts';
import { errorOf } from './errors.ts';
import type { Settings } from './options.ts';
import type { World } from './world.ts';

export interface CallStage {
  readonly world: World;
  readonly settings: () => Settings;
  readonly now: () => number;
}

export function callOf(
  arrived: Pick<Call, 'params' | 'query' | 'body' | 'isSignedIn'>,
  { world, settings, now }: CallStage,
): Call {
  return {
    ...arrived,
    tables: world,
    switches: settings(),
    now,
    id: (key): Json => (settings().ids === 'number' ? Number(key) : key),
    errorOf: (problem) => errorOf(problem, settings().errorCodes),
  };
}
