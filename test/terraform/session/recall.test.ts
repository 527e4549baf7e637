// What was planned, where the user's cache cannot be written: it is planned again.

import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openTokenCache } from '../../../src/api/token-cache.ts';
import { recall } from '../../../src/terraform/session/recall.ts';

const caller = { words: ['terraform', 'plan', '-out=x'], identity: 'one', cwd: '/' };
const credentials = { by: 'refresh', clientId: 'a', clientSecret: 'b', refreshToken: 'c' } as const;

it.runIf(existsSync('/proc/self'))(
  'a folder that can never be made keeps nothing, and nobody waiting',
  async () => {
    const kept = recall('/proc/nope/trueup', caller, Date.now);
    await kept.keep([new Uint8Array(1)], [new Uint8Array(1)]);
    const cache = openTokenCache('/proc/nope/trueup', { ...credentials, accountsUrl: 'https://a.example' });
    await cache.save({ value: 'token', renewAt: Date.now() + 60_000 });
    expect(await cache.load()).toBeNull();
  },
);
