// An exported tenant loads again and plans to nothing, whatever the API leaves open.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Options } from '../../src/simulator/index.ts';
import { documentOf, tenant, writesOf } from './harness.ts';

const switches: readonly Options[] = [
  { denied: 'denied' },
  { denied: 'inactive' },
  { denied: 'pending' },
  { denied: 'gone' },
  { ids: 'number' },
  { access: 'hidden' },
  { name: 'dns', lastPage: 'empty_page', maxLimit: 50 },
];

/** Some devices are denied as the switch shows it. */
async function seeded(options: Options) {
  const given = await tenant({ devices: 200, ...options });
  const { world } = given.simulator;
  const shown = options.denied ?? 'denied';
  for (const id of world.deviceIds().slice(0, 5)) {
    if (shown === 'gone') world.removeDevice(id);
    else world.setDevice(id, { agent_status: shown });
  }
  return given;
}

test.each(switches)('%j', async (options) => {
  const { run, simulator, dir } = await seeded(options);
  const out = await run('export', '--out', 'live.yaml');
  expect([out.code, out.stdout, out.stderr]).toEqual([0, '', expect.stringContaining('live.yaml')]);
  const printed = await run('export');
  const withoutTime = (text: string) => text.replace(/ at \d{4}-.*/, '');
  expect(withoutTime(printed.stdout)).toBe(withoutTime(await readFile(join(dir, 'live.yaml'), 'utf8')));
  expect((await run('validate', '-f', 'live.yaml')).code).toBe(0);
  const plan = documentOf(await run('plan', '-f', 'live.yaml', '--json'));
  expect(plan).toMatchObject({ reason: 'done', steps: [], changes: [] });
  expect(writesOf(simulator)).toEqual([]);
});

test('export --json loads and plans to nothing too', async () => {
  const { run, write } = await seeded({});
  await write('live.json', (await run('export', '--json')).stdout);
  expect(documentOf(await run('plan', '-f', 'live.json', '--json'))).toMatchObject({
    reason: 'done',
    steps: [],
  });
});

test('an empty tenant exports too', async () => {
  const { run, write } = await tenant({ devices: 0 });
  await write('live.yaml', (await run('export')).stdout);
  expect(documentOf(await run('plan', '-f', 'live.yaml', '--json'))).toMatchObject({
    reason: 'done',
    steps: [],
  });
});

test.each(['inactive', 'pending', 'gone'] as const)(
  'a denial of ours that reads %s is exported as a denial',
  async (denied) => {
    const { run, write } = await tenant({ devices: 40, denied });
    const set =
      'version: 1\ndevice_sets:\n  two: { agent: denied, acknowledge: "for the test", select: { ids: ["2000000000001", "2000000000002"] } }\n';
    await write('deny.yaml', set);
    expect((await run('apply', '-f', 'deny.yaml', '--auto-approve')).code).toBe(0);
    await write('live.yaml', (await run('export')).stdout);
    expect(documentOf(await run('plan', '-f', 'live.yaml', '--json'))).toMatchObject({
      reason: 'done',
      steps: [],
    });
  },
);
