// Plans that are saved, reviewed and applied; targets; several files; and what apply refuses before it reads anything.

import { expect, test } from 'vitest';
import { documentOf, type Ran, tenant, writesOf } from './harness.ts';
import { approves, restricts } from './samples.ts';

function addressesOf(ran: Ran): unknown {
  const { changes } = documentOf(ran);
  return Array.isArray(changes) ? changes.map(({ address }) => address) : changes;
}

test('plan --out, show and apply: what was shown is what is done, and the next plan is empty', async () => {
  const { run, write, simulator } = await tenant();
  await write('a.yaml', approves);
  const plan = await run('plan', '-f', 'a.yaml', '--out', 'plan.json');
  expect(plan.stderr).toContain('trueup apply plan.json');
  expect((await run('show', 'plan.json')).stdout).toBe(plan.stdout);
  expect(writesOf(simulator)).toEqual([]);
  const applied = await run('apply', 'plan.json');
  expect([applied.code, applied.stdout]).toEqual([0, expect.stringContaining('Applied: 5 of 5 objects.')]);
  expect(writesOf(simulator)).toHaveLength(3);
  const next = await run('plan', '-f', 'a.yaml', '--json', '--detailed-exitcode');
  expect([next.code, addressesOf(next)]).toEqual([0, []]);
  expect((await run('apply', 'plan.json')).code).toBe(4);
  expect(writesOf(simulator)).toHaveLength(3);
});

test.each([
  [['-f', 'a.yaml'], 'this is not a terminal'],
  [['-f', 'a.yaml', '--json'], 'with --json nothing is asked'],
  [['-f', 'a.yaml', '--resume'], 'this is not a terminal'],
])('apply %j without a terminal and without --auto-approve asks the tenant nothing', async (args, why) => {
  const { run, write, simulator } = await tenant();
  await write('a.yaml', approves);
  const ran = await run('apply', ...args);
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining(why)]);
  expect(ran.stderr).toContain('--auto-approve');
  expect(simulator.requests).toEqual([]);
});

test('--target takes globs, repeats, and leaves the rest alone', async () => {
  const { run, write, simulator } = await tenant();
  await write('a.yaml', approves + restricts.replace('version: 1\n', ''));
  const targets = async (...globs: string[]) =>
    addressesOf(await run('plan', '-f', 'a.yaml', '--json', ...globs.flatMap((glob) => ['--target', glob])));
  const devices = ['05', '11', '13', '15', '18'].map((end) => `device/20000000000${end}`);
  expect(await targets('device/*')).toEqual(devices);
  expect(await targets('account_linking')).toEqual(['account_linking']);
  expect(await targets('account_linking', 'device/*05')).toEqual(['account_linking', devices[0]]);
  expect(await targets('device/200000000001?')).toEqual(devices.slice(1));
  expect(await targets('device/[0-9]*', 'device')).toEqual([]);
  expect((await run('apply', '-f', 'a.yaml', '--auto-approve', '--target', 'account_linking')).code).toBe(0);
  expect(writesOf(simulator)).toEqual(['PATCH /api/v1/device-account-linking']);
});

test('-f repeats, and files merge; the same key twice names both places', async () => {
  const { run, write } = await tenant();
  await write('a.yaml', approves);
  await write('b.yaml', restricts);
  expect(addressesOf(await run('plan', '--json', '-f', 'a.yaml', '-f', 'b.yaml'))).toHaveLength(6);
  await write('c.yaml', restricts.replace('breakglass', 'other'));
  const twice = await run('plan', '-f', 'b.yaml', '--file', 'c.yaml');
  expect(twice.code).toBe(1);
  expect(twice.stderr).toMatch(/b\.yaml:2/);
  expect(twice.stderr).toMatch(/c\.yaml:2/);
});

test('apply --resume with nothing to resume says so and is done', async () => {
  const { run, simulator } = await tenant();
  const ran = await run('apply', '--resume', '--json');
  expect([ran.code, documentOf(ran)]).toEqual([0, expect.objectContaining({ reason: 'done', outcomes: [] })]);
  expect(ran.stderr).toContain('Nothing to resume');
  expect(simulator.requests).toEqual([]);
});

test('apply --resume after nothing was interrupted goes on with the files, in one document', async () => {
  const { run, write } = await tenant();
  await write('a.yaml', approves);
  const ran = await run('apply', '--resume', '-f', 'a.yaml', '--auto-approve', '--json');
  expect([ran.code, documentOf(ran)['reason']]).toEqual([0, 'done']);
});
