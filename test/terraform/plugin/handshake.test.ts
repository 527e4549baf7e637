// How the process greets: the one line for Terraform, and words for everybody else.

import { X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCertificate } from '../../../src/terraform/plugin/certificate.ts';
import { cookie, me, type Plugin, sockets, start, startFor } from './plugin.ts';

const started: Plugin[] = [];
const begin = (plugin: Plugin): Plugin => {
  started.push(plugin);
  return plugin;
};

afterAll(() => {
  for (const { child } of started) child.kill('SIGKILL');
});

test('started by hand it says what it is and what to run instead', async () => {
  const plugin = begin(start({}));
  expect(await plugin.ended).toBe(1);
  expect(plugin.err()).toMatch(/plugin of Terraform.*Run `echo` instead/);
  expect(plugin.out()).toBe('');
  expect(sockets(plugin.temp)).toEqual([]);
});

test.each([
  ['5', /needs 6.*Use Terraform 1\.0/],
  ['', /version 4/],
])('a Terraform that speaks only version "%s" is told so', async (versions, words) => {
  const plugin = begin(startFor(me, { PLUGIN_PROTOCOL_VERSIONS: versions }));
  expect(await plugin.ended).toBe(1);
  expect(plugin.err()).toMatch(words);
});

test('without a certificate of the client nobody is served', async () => {
  const plugin = begin(start({ TF_PLUGIN_MAGIC_COOKIE: cookie, PLUGIN_PROTOCOL_VERSIONS: '6' }));
  expect(await plugin.ended).toBe(1);
  expect(plugin.err()).toContain('PLUGIN_CLIENT_CERT');
});

test('a folder for temporary files that is not there is named, with the way out', async () => {
  const plugin = begin(startFor(me, { TMPDIR: '/nowhere/at/all' }));
  expect(await plugin.ended).toBe(1);
  expect(plugin.err()).toMatch(/nowhere.*TMPDIR/s);
});

test('a very deep folder for temporary files does not matter', async () => {
  const plugin = begin(startFor(me, { TMPDIR: `/tmp/${'deep/'.repeat(30)}` }));
  expect(await plugin.line).toMatch(/^1\|6\|unix\|\/tmp\/echo-/);
  plugin.child.kill('SIGTERM');
  expect(await plugin.ended).toBe(143);
});

test('the line names a socket that only this user can reach', async () => {
  const plugin = begin(startFor(me));
  const [core, version, network, path = '', protocol, certificate] = (await plugin.line).split('|');
  expect([core, version, network, protocol]).toEqual(['1', '6', 'unix', 'grpc']);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  expect(certificate).not.toContain('=');
  plugin.child.kill('SIGTERM');
  await plugin.ended;
  expect(sockets(plugin.temp)).toEqual([]);
});

test.each(['2026-01-31T23:59:59Z', '2049-06-01T00:00:00Z', '2051-01-01T00:00:00Z'])(
  'the certificate is one for localhost, signed by itself, valid at %s',
  (instant) => {
    const now = new Date(instant);
    const { der, key } = createCertificate(now);
    const certificate = new X509Certificate(der);
    expect(certificate.subjectAltName).toBe('DNS:localhost');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(new Date(certificate.validFrom) < now && now < new Date(certificate.validTo)).toBe(true);
    expect(key).toContain('PRIVATE KEY');
  },
);

test('no two processes have the same certificate', () => {
  const serials = [1, 2, 3].map(() => new X509Certificate(createCertificate(new Date()).der).serialNumber);
  expect(new Set(serials).size).toBe(3);
});
