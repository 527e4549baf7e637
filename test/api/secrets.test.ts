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
/** As JSON text in which these characters are escaped, as some servers do with `=`, and some with all there are. */
const escaped = (body: unknown, which = /[^"\\]/) => {
  const units = new RegExp(`\\\\.|${which.source}`, 'g');
  const inEscapes = (unit: string) =>
    unit === '\\"' ? '\\u0022' : unit.startsWith('\\') ? unit : `\\u${hex(unit)}`;
  return JSON.stringify(body).replace(
    /"(?:[^"\\]|\\.)*"/g,
    (literal) => `"${literal.slice(1, -1).replace(units, inEscapes)}"`,
  );
};
const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(4, '0');
const quotes: readonly (readonly [string, (status: number, secret: string) => Reply])[] = [
  ['in title and detail', (status, s) => json(status, { error: { code: s, title: s, detail: `x ${s} y` } })],
  ['as an OAuth error', (status, s) => json(status, { error: s })],
  ['in HTML', (status, s) => text(status, `<p>${forms(s).join(' ')}</p>`)],
  ['across the cut', (status, s) => text(status, `<${'x'.repeat(60)}${s}`)],
  ['escaped', (status, s) => text(status, escaped({ error: { title: s } }, /[-+&<>/]/))],
  ['escaped in no JSON', (status, s) => text(status, `<script>${escaped(s, /[-+&<>/ce]/)}`)],
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

describe('in an answer that is taken', () => {
  const body = { data: { [canary]: [`a ${canary} b`, { c: canary }], '\\u': 'é' } };
  const within = { data: { text: escaped({ token: canary }, /[-+&<>/]/) } };
  const masked = { data: { '[secret]': ['a [secret] b', { c: '[secret]' }], '\\u': 'é' } };

  test.each([
    ['plain', JSON.stringify(body)],
    ['as Gson escapes', escaped(body, /[-+&<>]/)],
    ['with every slash escaped too', escaped(body, /[-+&<>]/).replaceAll('/', '\\/')],
    ['with some slashes escaped', escaped(body, /[-+&]/).replace('/', '\\/')],
    ['in capitals', escaped(body, /[-+&<>]/).replace(/(?<=\\u)\w{4}/g, (code) => code.toUpperCase())],
    ['with all escaped', escaped(body)],
  ])('%s', async (_, sent) => {
    expect(JSON.parse(sent)).toEqual(body);
    const { read, write } = await bothWays(sent);
    expect(read).toEqual({ ok: true, value: { status: 200, body: masked } });
    expect(write).toEqual({ state: 'answered', answer: { status: 200, body: masked } });
  });

  test('as JSON in JSON', async () => {
    const told = await bothWays(JSON.stringify(within));
    expect(told.read.ok).toBe(true);
    expect(JSON.stringify(told)).not.toMatch(/canary|0123456/);
  });

  test('what is no secret stays as it is', async () => {
    const other = { data: ['\\\\u003d', 'a=b', '\\', 'C:\\users', '1\\u0031'] };
    const { read } = await bothWays(escaped(other, /[=a]/));
    expect(read).toEqual({ ok: true, value: { status: 200, body: other } });
  });

  async function bothWays(sent: string) {
    const api = await serve(text(200, sent));
    const client = clientFor(api.url, { credentials: { by: 'token', accessToken: canary } });
    const read = await client.reader.read(request('GET', '/x'));
    const write = await client.writer.send(request('POST', '/x'), { repeatable: false });
    return { read, write };
  }
});

test('half a secret is not left where the rest of a long text is not looked at', () => {
  const redactor = createRedactor();
  redactor.hide(canary);
  expect(redactor.words(`${' '.repeat(16_384 - 20)}${canary}`, 300)).toBe('[secret]');
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
