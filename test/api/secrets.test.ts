// No secret in any failure or note, however a server quotes it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/api/redact.ts';
import { clientFor, json, type Reply, request, serve, text } from './support.ts';

const canary = 'canary-"secret&<of>+many/characters"-0123456789';
const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%../g, (byte) => byte.toLowerCase()),
  new URLSearchParams({ secret }).toString().slice('secret='.length),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
];
const quotes: readonly (readonly [string, (status: number, secret: string) => Reply])[] = [
  ['in title and detail', (status, s) => json(status, { error: { code: s, title: s, detail: `x ${s} y` } })],
  ['as an OAuth error', (status, s) => json(status, { error: s })],
  ['in HTML', (status, s) => text(status, `<p>${forms(s).join(' ')}</p>`)],
  ['across the cut', (status, s) => text(status, `<${'x'.repeat(60)}${s}`)],
  ['far on', (status, s) => json(status, { error: { title: 'x'.repeat(280), detail: s } })],
];

describe.each([200, 400, 401, 403, 404, 429, 500, 503])('quoted with %i', (status) => {
  test.each(quotes)('%s', async (_, quote) => {
    const api = await serve(quote(status, canary));
    const notes: string[] = [];
    const client = clientFor(api.url, {
      credentials: { by: 'token', accessToken: canary },
      onNote: (note) => notes.push(note),
    });
    const read = await client.reader.read(request('GET', '/devices'));
    const sent = await client.writer.send(request('POST', '/x'), { repeatable: true });
    expect(JSON.stringify([read, sent, notes])).not.toMatch(/canary|0123456/);
  });

  test.each(quotes)('%s, by the accounts host', async (_, quote) => {
    const [api, accounts] = [await serve(json(200, {})), await serve(quote(status, canary))];
    const client = clientFor(api.url, {
      credentials: {
        by: 'refresh',
        clientId: 'id',
        clientSecret: canary,
        refreshToken: 'canary-refresh',
        accountsUrl: accounts.url,
      },
    });
    const read = await client.reader.read(request('GET', '/devices'));
    expect(JSON.stringify(read)).not.toMatch(/canary|0123456/);
  });
});

test('a token that was fetched is a secret too', async () => {
  const [api, accounts] = [
    await serve((res, seen, req) =>
      json(400, { error: { title: seen.headers.authorization } })(res, seen, req),
    ),
    await serve(json(200, { access_token: 'canary-fetched' })),
  ];
  const credentials = { clientId: 'id', clientSecret: 'cs', refreshToken: 'rt', accountsUrl: accounts.url };
  const client = clientFor(api.url, { credentials: { by: 'refresh', ...credentials } });
  const read = await client.reader.read(request('GET', '/devices'));
  expect(JSON.stringify(read)).not.toContain('canary');
  expect(JSON.stringify(read)).toContain('[secret]');
});

test('redacted text holds no form of a secret, no control character, and is never too long', () => {
  const secret = fc.string({ minLength: 12, maxLength: 40 }).filter((s) => /^[\x21-\x7e]+$/.test(s));
  fc.assert(
    fc.property(secret, fc.array(fc.string()), fc.integer({ min: 20, max: 300 }), (hidden, parts, max) => {
      fc.pre(!'[secret]'.includes(hidden));
      const redactor = createRedactor();
      redactor.hide(hidden);
      for (const form of forms(hidden)) {
        const shown = redactor.words(parts.join(form), max);
        expect(shown).not.toContain(hidden);
        expect(shown).not.toContain(form);
        expect(shown).not.toMatch(/\p{Cc}/u);
        expect(shown.length).toBeLessThanOrEqual(max);
      }
    }),
  );
});
