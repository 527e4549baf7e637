// How the process ends: always after what was under way, never leaving a socket or a process behind.

import { afterAll, expect, test } from 'vitest';
import { decode } from '../../../src/terraform/value/decode.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import type { TfType } from '../../../src/terraform/value/types.ts';
import {
  type Connection,
  connect,
  echo,
  isRunning,
  me,
  type Plugin,
  sockets,
  startFor,
  until,
} from './plugin.ts';

const type: TfType = ['object', { input: 'dynamic', output: 'dynamic', fault: 'string' }];
const begun: (Plugin & Connection)[] = [];

async function begin(command?: readonly string[]): Promise<Plugin & Connection> {
  const plugin = startFor(me, {}, command);
  const both = { ...plugin, ...connect(await plugin.line) };
  begun.push(both);
  return both;
}

afterAll(() => {
  for (const { child, close } of begun) {
    close();
    child.kill('SIGKILL');
  }
});

/** An apply that goes on until it is asked to stop, and then still has something to finish. */
async function applying({ call, trace }: Plugin & Connection): Promise<{ response: Promise<unknown> }> {
  const state = { msgpack: encode({ fault: 'waits' }, type) };
  const response = call('ApplyResourceChange', { type_name: 'echo', planned_state: state });
  response.catch(() => undefined);
  await until(() => trace().includes('waits'));
  return { response };
}

const pidOf = ({ trace }: Plugin): number => Number(trace().split(' ')[0]);

test('Shutdown is answered, and ends the process without an error and without a trace', async () => {
  const plugin = await begin();
  await plugin.call('Shutdown');
  expect(await plugin.ended).toBe(0);
  expect(sockets(plugin.temp)).toEqual([]);
  expect(plugin.err()).toBe('');
});

test('StopProvider asks what is under way to stop, and its answer still arrives', async () => {
  const plugin = await begin();
  const { response } = await applying(plugin);
  await plugin.call('StopProvider');
  expect(await response).toMatchObject({ new_state: { msgpack: expect.anything() } });
  expect(plugin.trace()).toMatch(/stopped\n.*finished/);
  expect(plugin.child.exitCode).toBeNull();
});

test('Ctrl-C, which reaches every process of a terminal, does nothing by itself', async () => {
  const plugin = await begin();
  plugin.child.kill('SIGINT');
  plugin.child.kill('SIGINT');
  const state = { msgpack: encode({ fault: null }, type) };
  const { new_state } = await plugin.call('ReadResource', { type_name: 'echo', current_state: state });
  expect(decode(new_state.msgpack, type)).toEqual({ input: null, output: null, fault: null });
});

test('SIGTERM lets what is under way finish', async () => {
  const plugin = await begin();
  await applying(plugin);
  plugin.child.kill('SIGTERM');
  expect(await plugin.ended).toBe(143);
  expect(plugin.trace()).toMatch(/stopped\n.*finished/);
  expect(sockets(plugin.temp)).toEqual([]);
});

test('a second SIGTERM ends at once', async () => {
  const plugin = await begin();
  await applying(plugin);
  plugin.child.kill('SIGTERM');
  await until(() => plugin.trace().includes('stopped'));
  plugin.child.kill('SIGTERM');
  expect(await plugin.ended).toBe(143);
  expect(plugin.trace()).not.toContain('finished');
  expect(sockets(plugin.temp)).toEqual([]);
});

test('when its parent is killed it stops what is under way, lets it finish, and goes', async () => {
  // Another command follows, so that the shell stays the parent.
  const plugin = await begin(['sh', '-c', '"$0"; true', echo]);
  await applying(plugin);
  plugin.child.kill('SIGKILL');
  const pid = pidOf(plugin);
  await until(() => !isRunning(pid));
  expect(plugin.trace()).toMatch(/stopped\n.*finished/);
  expect(sockets(plugin.temp)).toEqual([]);
});

test('what nobody caught is answered as a bug, now and from then on, and the process can still be ended', async () => {
  const plugin = await begin();
  const state = { msgpack: encode({ fault: 'not caught' }, type) };
  const { diagnostics } = await plugin.call('PlanResourceChange', { proposed_new_state: state });
  expect(diagnostics[0].detail).toContain('thrown where nobody waits');
  const later = await plugin.call('ReadResource', { type_name: 'echo' });
  expect(later.diagnostics[0].detail).toContain('thrown where nobody waits');
  plugin.child.kill('SIGKILL');
});
