// Saved plans that are not as they were made, and ledgers that cannot be trusted: a clear error, and nothing is sent.

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint } from '../../src/engine/fingerprint.ts';
import type { PlanBody } from '../../src/model/plan.ts';
import { documentOf, type Tenant, tenant, writesOf } from './harness.ts';
import { approves, restricts } from './samples.ts';

interface Planned extends Tenant {
  /** The saved plan's text. */
  readonly text: string;
}

async function planned(): Promise<Planned> {
  const given = await tenant();
  await given.write('a.yaml', `${approves}${restricts.replace('version: 1\n', '')}`);
  expect((await given.run('plan', '-f', 'a.yaml', '--out', 'plan.json')).code).toBe(0);
  return { ...given, text: await readFile(join(given.dir, 'plan.json'), 'utf8') };
}

/** `show` and `apply` refuse the file with one of these codes, and say which file. */
async function refused(
  given: Tenant,
  file: string,
  code: RegExp,
  commands = ['show', 'apply'],
): Promise<void> {
  for (const command of commands) {
    const ran = await given.run(command, file, '--json');
    const { failure, reason } = documentOf(ran);
    const found = { exit: ran.code, failure, stderr: ran.stderr };
    expect(failure, JSON.stringify(found)).toMatchObject({ code: expect.stringMatching(code) });
    expect([command, ran.code, reason]).toEqual([command, reason === 'stale' ? 4 : 1, reason]);
    expect(ran.stderr).toMatch(/Next: .*plan/);
  }
  expect(writesOf(given.simulator)).toEqual([]);
}

test('a plan that is shown is the plan that was saved, and mode 0600', async () => {
  const { run, text, dir } = await planned();
  expect((await run('show', 'plan.json', '--json')).stdout).toBe(text);
  const { mode } = await import('node:fs/promises').then(({ stat }) => stat(join(dir, 'plan.json')));
  expect(mode & 0o777).toBe(0o600);
});

test('a plan cut short, at any place', async () => {
  const given = await planned();
  for (const share of [0, 0.001, 0.3, 0.7, 0.999]) {
    await given.write('cut.json', given.text.slice(0, Math.floor((given.text.length - 2) * share)));
    await refused(given, 'cut.json', /^plan\.not-json$/);
  }
});

test('a plan with one character changed, in each of its sections', async () => {
  const given = await planned();
  const sections = Object.keys(JSON.parse(given.text));
  expect(sections).toContain('changes');
  for (const [i, section] of sections.entries()) {
    const start = given.text.indexOf(`\n  "${section}": `);
    const rest = given.text.slice(start + section.length + 6);
    const place = start + section.length + 6 + rest.search(/[a-z0-9](?=["\d,\n])/i);
    const other = given.text[place] === '1' ? '2' : '1';
    await given.write('edited.json', given.text.slice(0, place) + other + given.text.slice(place + 1));
    await refused(given, 'edited.json', /^plan\.(edited|wrong-shape|other-format|not-json)$/, [
      i % 2 === 0 ? 'show' : 'apply',
    ]);
  }
});

test('files that are no plan', async () => {
  const given = await planned();
  await mkdir(join(given.dir, 'folder'));
  await given.write('newer.json', given.text.replace('trueup.plan/1', 'trueup.plan/2'));
  await given.write(
    'binary.json',
    Uint8Array.from({ length: 999 }, (_, i) => (i * 71) % 256),
  );
  await given.write('empty.json', '');
  await given.write('null.json', 'null');
  await given.write(
    'deep.json',
    `{"format":"trueup.plan/1","id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  );
  const context = /"context": \{/;
  expect(given.text).toMatch(context);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  await given.write('deeper.json', given.text.replace(context, `"context": { "deep": ${deep},`));
  await refused(given, 'folder', /^plan\.unreadable$/);
  await refused(given, 'missing.json', /^plan\.unreadable$/);
  await refused(given, 'newer.json', /^plan\.other-format$/);
  await refused(given, 'binary.json', /^plan\.not-json$/);
  await refused(given, 'empty.json', /^plan\.not-json$/);
  await refused(given, 'null.json', /^plan\.other-format$/);
  await refused(given, 'deep.json', /^plan\.wrong-shape$/);
  await refused(given, 'deeper.json', /^plan\.(unreadable|edited)$/);
});

test('a plan of another tenant is shown, and not applied to this one', async () => {
  const [theirs, ours] = [await planned(), await tenant()];
  await ours.write('plan.json', theirs.text);
  expect((await ours.run('show', 'plan.json')).code).toBe(0);
  await refused(ours, 'plan.json', /^plan\.other-tenant$/, ['apply']);
  expect(ours.simulator.requests).toEqual([]);
});

test('a plan that has expired is stale', async () => {
  const given = await planned();
  const { id: _id, ...body } = JSON.parse(given.text);
  const old: PlanBody = { ...body, expires_at: '2020-01-01T00:00:00.000Z' };
  await given.write('old.json', JSON.stringify({ ...old, id: fingerprint(old) }));
  await refused(given, 'old.json', /^plan\.expired$/, ['apply']);
});

const ledgers: Readonly<Record<string, readonly [(text: string) => string, string]>> = {
  'cut short': [(text) => text.slice(0, -20), 'ledger.corrupt'],
  empty: [() => '', 'ledger.corrupt'],
  'no ledger': [() => '{"hello":1}', 'ledger.corrupt'],
  'of a newer trueup': [(text) => text.replace('trueup.ledger/1', 'trueup.ledger/9'), 'ledger.newer'],
  'of another tenant': [(text) => text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:1'), 'ledger.other-tenant'],
};

test.each(Object.entries(ledgers))(
  'a ledger that is %s stops everything, and stays as it is',
  async (_, [spoil, code]) => {
    const given = await tenant();
    await given.write('a.yaml', restricts);
    expect((await given.run('apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(0);
    const file = join(given.dir, '.trueup', 'ledger.json');
    const spoilt = spoil(await readFile(file, 'utf8'));
    await writeFile(file, spoilt);
    const before = given.simulator.requests.length;
    for (const args of [['plan'], ['drift'], ['apply', '--auto-approve']]) {
      const ran = await given.run(...args, '-f', 'a.yaml', '--json');
      expect([ran.code, documentOf(ran)['failure']]).toEqual([1, expect.objectContaining({ code })]);
    }
    expect(await readFile(file, 'utf8')).toBe(spoilt);
    expect(given.simulator.requests.length).toBe(before);
  },
);

test('a ledger folder that cannot be made or written stops an apply before anything is sent', async () => {
  const given = await tenant();
  await given.write('a.yaml', restricts);
  await given.write('.trueup', 'a file in its place');
  const plan = await given.run('plan', '-f', 'a.yaml');
  const apply = await given.run('apply', '-f', 'a.yaml', '--auto-approve', '--json');
  expect(plan.stderr + apply.stderr).not.toContain('this is a bug');
  expect([apply.code, documentOf(apply)['failure']]).toEqual([
    1,
    expect.objectContaining({ code: expect.stringMatching(/^ledger\.un(writable|readable)$/) }),
  ]);
  expect(writesOf(given.simulator)).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)('files that this user may not read or write', async () => {
  const given = await planned();
  await mkdir(join(given.dir, '.trueup'));
  await chmod(join(given.dir, '.trueup'), 0o500);
  const apply = await given.run('apply', 'plan.json', '--json');
  expect(documentOf(apply)['failure']).toMatchObject({ code: 'ledger.unwritable' });
  await chmod(join(given.dir, 'plan.json'), 0);
  await refused(given, 'plan.json', /^plan\.unreadable$/);
  await chmod(join(given.dir, 'a.yaml'), 0);
  expect((await given.run('validate', '-f', 'a.yaml')).stderr).toContain('this user may not read it');
});
