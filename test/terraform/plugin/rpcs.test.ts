// What Terraform gets back from the RPCs, whatever the provider does.

import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCertificate } from '../../../src/terraform/plugin/certificate.ts';
import { decode } from '../../../src/terraform/value/decode.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import { dynamic, dynamicOf, type TfType, unknown, type Value } from '../../../src/terraform/value/types.ts';
import { type Connection, connect, me, type Plugin, startFor } from './plugin.ts';

const type: TfType = ['object', { input: 'dynamic', output: 'dynamic', fault: 'string' }];
const sent = (value: Value) => ({ msgpack: encode(value, type) });
/** The lines that have come whole. */
const linesOf = (text: string) =>
  text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

let plugin: Plugin;
let to: Connection;

beforeAll(async () => {
  plugin = startFor(me, { TF_LOG_PROVIDER: 'debug' });
  to = connect(await plugin.line);
});

afterAll(() => {
  to.close();
  plugin.child.kill('SIGKILL');
});

test('the metadata follow from the schema', async () => {
  expect(await to.call('GetMetadata')).toEqual({
    server_capabilities: { get_provider_schema_optional: true, plan_destroy: true },
    resources: [{ type_name: 'echo' }],
    data_sources: [{ type_name: 'echo' }],
  });
});

test('there are no functions and no identities', async () => {
  expect(await to.call('GetFunctions')).toEqual({});
  expect(await to.call('GetResourceIdentitySchemas')).toEqual({});
});

test('a resource of another type cannot be moved here, and is told how else', async () => {
  const { diagnostics } = await to.call('MoveResourceState', {
    source_type_name: 'a',
    target_type_name: 'b',
  });
  expect(diagnostics[0]).toMatchObject({ severity: 1, summary: 'a cannot become b' });
});

test('a plan comes back with what will be known later', async () => {
  const input = dynamic({ name: 'finance', ids: ['a', 'b'], count: 2 });
  const response = await to.call('PlanResourceChange', {
    type_name: 'echo',
    proposed_new_state: sent({ input }),
  });
  expect(decode(response.planned_state.msgpack, type)).toEqual({ input, output: unknown, fault: null });
});

test('a state in JSON is upgraded', async () => {
  const json = Buffer.from('{"input":{"value":"a","type":"string"},"gone":1}');
  const response = await to.call('UpgradeResourceState', { type_name: 'echo', raw_state: { json } });
  expect(decode(response.upgraded_state.msgpack, type)).toEqual({
    input: dynamicOf('string', 'a'),
    output: null,
    fault: null,
  });
});

test('an imported resource brings its private part', async () => {
  const { imported_resources } = await to.call('ImportResourceState', { type_name: 'echo', id: 'x' });
  expect(imported_resources).toHaveLength(1);
  expect(Buffer.from(imported_resources[0].private).toString()).toBe('kept');
});

test('a handler that throws is a bug, said in a diagnostic without secrets', async () => {
  const { diagnostics } = await to.call('PlanResourceChange', {
    type_name: 'echo',
    proposed_new_state: sent({ fault: 'throws' }),
  });
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({ severity: 1, summary: 'This is a bug of the provider' });
  expect(diagnostics[0].detail).toMatch(/PlanResourceChange failed: no luck with \[secret\] and more/);
  expect(diagnostics[0].detail).not.toContain('    at ');
});

test('what cannot be decoded is an ordinary error at its attribute', async () => {
  const bytes = Buffer.concat([
    Buffer.from('81a5696e70757492c408226e756d62657222bf', 'hex'),
    Buffer.from('1234567890123456789012345678901'),
  ]);
  const { diagnostics } = await to.call('PlanResourceChange', {
    type_name: 'echo',
    proposed_new_state: { msgpack: bytes },
  });
  expect(diagnostics[0]).toMatchObject({
    severity: 1,
    summary: 'The number 1234567890123456789012345678901 cannot be held exactly',
    attribute: { steps: [{ attribute_name: 'input' }] },
  });
});

test('the words of a handler pass the redactor too', async () => {
  const { diagnostics } = await to.call('ValidateResourceConfig', {
    type_name: 'echo',
    config: sent({ fault: 'warns' }),
  });
  expect(diagnostics).toEqual([
    {
      severity: 2,
      summary: '[secret] it is',
      detail: 'Not [secret].',
      attribute: { steps: [{ attribute_name: 'fault' }] },
    },
  ]);
});

test('messages far beyond the four megabytes of gRPC pass both ways', async () => {
  const ids = Array.from({ length: 200_000 }, (_, i) => [String(2_000_000_000_000 + i), 'approved']);
  const members = Object.fromEntries(ids);
  const config = sent({ input: dynamicOf(['map', 'string'], members) });
  expect(config.msgpack.length).toBeGreaterThan(4_500_000);
  const { state } = await to.call('ReadDataSource', { type_name: 'echo', config });
  expect(state.msgpack.length).toBeGreaterThan(2 * 4_500_000);
});

test('an RPC that is not known is said to be so, and the connection stays', async () => {
  await expect(to.call('OpenEphemeralResource')).rejects.toThrow('UNIMPLEMENTED');
  await expect(to.call('ValidateProviderConfig')).resolves.toEqual({});
});

test('nobody without the key of Terraform is let in', async () => {
  const stranger = connect(await plugin.line, createCertificate(new Date()));
  await expect(stranger.call('GetMetadata')).rejects.toThrow(/UNAVAILABLE/);
  stranger.close();
});

test('a connection that says nonsense and goes harms nobody', async () => {
  const [, , , path = ''] = (await plugin.line).split('|');
  const socket = createConnection(path);
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'close');
  const other = createConnection(path);
  await once(other, 'connect');
  other.destroy();
  expect(await to.call('ValidateProviderConfig')).toEqual({});
});

test('the log is JSON lines at the level asked for, with nothing secret', async () => {
  await to.call('ConfigureProvider');
  // The log comes by a pipe of its own, and may come after the answer.
  const lines = await vi.waitFor(() => {
    const all = linesOf(plugin.err());
    expect(all.map((line) => line['@message'])).toContain('configured');
    return all;
  });
  expect(new Set(lines.map((line) => line['@level']))).toEqual(new Set(['debug', 'info', 'error']));
  for (const line of lines)
    expect(line).toMatchObject({
      '@module': 'echo',
      '@message': expect.any(String),
      '@timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    });
  expect(lines).toContainEqual(expect.objectContaining({ '@message': 'configured', password: '[secret]' }));
  expect(lines).toContainEqual(
    expect.objectContaining({ '@message': 'stack', stack: expect.stringMatching(/ at /) }),
  );
  expect(plugin.err()).not.toContain('hunter2');
});

test('stdout has the one line and nothing more', async () => {
  expect(plugin.out()).toBe(`${await plugin.line}\n`);
});
