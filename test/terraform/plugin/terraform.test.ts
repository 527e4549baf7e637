// The real terraform over the plugin layer: it plans, applies, sees no change, destroys, and can be killed.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { floor } from '../../bench/terraform-floor/build.mjs';
import { acceptance } from '../kit/suite.ts';
import { isRunning, until } from './plugin.ts';
import { leftovers, type Workspace, workspace } from './terraform.ts';

vi.setConfig({ testTimeout: 120_000 });

acceptance('the floor', () => {
  let room: Workspace;

  beforeAll(async () => {
    room = await workspace(floor.entry, floor.address, 'resource "floor_map" "all" {}\n');
  });

  test.each(['3', '10000'])('%s members are planned, applied, unchanged and destroyed', async (count) => {
    const env = { FLOOR_MEMBERS: count };
    const planned = await room.run(['plan', '-out=p'], env);
    expect(planned.out).toContain('1 to add');
    expect(planned.out.match(/= "approved"/g)).toHaveLength(Number(count));
    expect((await room.run(['apply', 'p'], env)).code).toBe(0);
    expect(await room.run(['plan', '-detailed-exitcode'], env)).toMatchObject({ code: 0 });
    expect((await room.run(['destroy', '-auto-approve'], env)).out).toContain('1 destroyed');
    expect(leftovers(room, 'floor')).toEqual([]);
  });
});

acceptance('values and ends', () => {
  let room: Workspace;
  let traced: string;
  const trace = (): string => (existsSync(traced) ? readFileSync(traced, 'utf8') : '');

  beforeAll(async () => {
    const entry = join(import.meta.dirname, 'echo-provider.ts');
    room = await workspace(entry, 'registry.terraform.io/test/echo', '');
    traced = join(room.temp, 'trace');
  });

  const configure = (text: string): void => writeFileSync(join(room.dir, 'echo.tf'), text);

  const values = {
    text: 'zwölf €',
    empty: '',
    none: null,
    yes: true,
    list: [1, 'two', [3]],
    numbers: [0, -1, 127, 128, 65536, 2000000000001, 0.1, 0.5, -2.75, 3e-7],
    nested: { data: [{ OPERATION: 'DISABLE' }] },
  };

  test('every kind of value comes through, through the state, and is then unchanged', async () => {
    configure(`resource "echo" "a" {\n  input = jsondecode(${JSON.stringify(JSON.stringify(values))})\n}
output "output" {\n  value = echo.a.output\n}
output "same" {\n  value = echo.a.output == echo.a.input\n}\n`);
    expect(await room.run(['apply', '-auto-approve'])).toMatchObject({ code: 0 });
    expect(JSON.parse((await room.run(['output', '-json', 'output'])).out)).toEqual(values);
    expect((await room.run(['output', 'same'])).out.trim()).toBe('true');
    expect(await room.run(['plan', '-detailed-exitcode'])).toMatchObject({ code: 0 });
    expect((await room.run(['destroy', '-auto-approve'])).out).toContain('1 destroyed');
  });

  test('sets and maps inside a dynamic value keep their type', async () => {
    configure('resource "echo" "a" {\n  input = { s = toset(["b", "a"]), m = tomap({ k = "v" }) }\n}\n');
    expect(await room.run(['apply', '-auto-approve'])).toMatchObject({ code: 0 });
    expect(await room.run(['plan', '-detailed-exitcode'])).toMatchObject({ code: 0 });
    expect((await room.run(['destroy', '-auto-approve'])).code).toBe(0);
  });

  test('a number with too many digits is an error at its attribute, with the way out', async () => {
    configure('resource "echo" "a" {\n  input = 12345678901234567890\n}\n');
    const { code, out } = await room.run(['plan']);
    expect(code).toBe(1);
    expect(out).toMatch(/12345678901234567890 cannot be held exactly.*input = 1234.*Write it as a string/s);
  });

  test('a handler that throws shows as a bug of the provider, not as a broken plugin', async () => {
    configure('resource "echo" "a" {\n  fault = "throws"\n}\n');
    const { code, out } = await room.run(['plan']);
    expect(code).toBe(1);
    expect(out).toContain('This is a bug of the provider');
    expect(out).not.toMatch(/hunter2|plugin did not respond/i);
  });

  test('Terraform reads the log as a log', async () => {
    configure('resource "echo" "a" {}\n');
    const { out } = await room.run(['plan'], { TF_LOG_PROVIDER: 'info' });
    expect(out).toMatch(
      /\[INFO\] {2}provider\.terraform-provider-echo\S*: configured: .*password="?\[secret\]/,
    );
  });

  test('an interrupted terraform lets the provider finish and keeps what was applied', async () => {
    configure('resource "echo" "a" {\n  fault = "waits"\n}\n');
    const { child, ran } = room.begin(['apply', '-auto-approve'], { ECHO_TRACE: traced });
    await until(() => trace().includes('waits'));
    child.kill('SIGINT');
    expect((await ran).out).toContain('Creation complete');
    expect((await room.run(['state', 'list'])).out).toContain('echo.a');
    expect(trace()).toMatch(/stopped\n.*finished/);
    expect((await room.run(['destroy', '-auto-approve'])).out).toContain('1 destroyed');
  });

  test('a killed terraform leaves no process and no socket', async () => {
    writeFileSync(traced, '');
    const { child, ran } = room.begin(['apply', '-auto-approve', '-lock=false'], { ECHO_TRACE: traced });
    await until(() => trace().includes('waits'));
    child.kill('SIGKILL');
    await ran;
    const pids = trace()
      .split('\n')
      .map((line) => Number(line.split(' ')[0]));
    await until(() => pids.every((pid) => pid === 0 || !isRunning(pid)));
    expect(trace()).toMatch(/stopped\n.*finished/);
    expect(leftovers(room, 'echo')).toEqual([]);
  });
});
