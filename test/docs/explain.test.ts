// trueup explain as a person or a script uses it.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../src/cli/run.ts';
import { exitCodes } from '../../src/model/failure.ts';
import { terminal } from './terminal.ts';
import { whole } from './whole.ts';

async function explain(...args: readonly string[]) {
  const { io, out, notes } = terminal();
  const code = await runCli(['explain', ...args], io);
  return { code, out: out.join(''), err: notes.join('') };
}

const docs = (page: string): string =>
  readFileSync(resolve(import.meta.dirname, `../../docs/${page}.md`), 'utf8');
/** Texts without line breaks, marks and escapes, so that a page and a terminal can be compared. */
const words = (text: string): string =>
  text
    .replace(/\\(?=[\\*<[\]_])/g, '')
    .replace(/[`#]|^- /gm, '')
    .replace(/\s+/g, ' ')
    .trim();

test('a code: when it comes, what to do, how it ends', async () => {
  const { code, out } = await explain('plan.stale');
  expect(code).toBe(0);
  expect(out).toContain('plan.stale\n');
  expect(words(out)).toContain('has moved in the tenant since the plan was made');
  expect(out).toContain('What to do: ');
  expect(out).toContain('Comes as: exit code 4 (stale)');
});

test('a key, by the path that a message prints', async () => {
  const { out } = await explain('device_sets.loaners.agent');
  expect(out).toContain('device_sets.<name>.agent');
  expect(out).toContain('one of approved, denied, removed');
});

test('an exit code, by number and by word', async () => {
  const [number, word] = [await explain('5'), await explain('partial')];
  expect(number.out).toContain('5 partial');
  expect(word.out).toBe(number.out);
});

test('all exit codes as one page', async () => {
  const { out } = await explain('exit-codes');
  for (const [reason, code] of Object.entries(exitCodes)) expect(out).toContain(`${code} ${reason}\n`);
});

test('a command, with or without the name of the program before it', async () => {
  const { out } = await explain('apply');
  expect(out).toContain('--auto-approve: do not ask');
  expect((await explain('trueup', 'apply')).out).toBe(out);
});

test('the page in docs/ and the terminal say the same', async () => {
  for (const { name } of whole)
    expect(words((await explain(name)).out)).toBe(words(docs(name).replace(/^<!--.*-->$|^```$/gm, '')));
});

test('no topic: a list of all', async () => {
  const { code, out } = await explain();
  expect(code).toBe(0);
  for (const { name, topics } of whole) {
    expect(out).toContain(`${name} `);
    for (const { topic } of topics) expect(words(out)).toContain(words(topic));
  }
});

test('an unknown topic fails and says what is near', async () => {
  const { code, out, err } = await explain('config.unknwon-key');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('there is no topic "config.unknwon-key"');
  expect(err).toContain('(cli.unknown-topic)');
  expect(err).toContain('take one of these: config.unknown-key');
  expect((await explain('nonsense')).err).toContain('trueup explain lists all topics');
});

test('the end of several names: they are listed', async () => {
  const { code, err } = await explain('limits.concurrency');
  expect(code).toBe(1);
  expect(err.replace(/\s+/g, ' ')).toContain('defaults.limits.concurrency, tenants.limits.concurrency');
});

test('--json: the same as one document', async () => {
  const { out } = await explain('guards.max_denials', '--json');
  expect(JSON.parse(out)).toMatchObject({
    format: 'trueup.explanation/1',
    topics: [
      { topic: 'tenants.guards.max_denials', about: 'key', title: 'tenants.<name>.guards.max_denials' },
    ],
  });
  expect(JSON.parse((await explain('--json')).out).pages.map(({ name }: { name: string }) => name)).toContain(
    'diagnostics',
  );
  expect(JSON.parse((await explain('nonsense', '--json')).out)).toMatchObject({
    format: 'trueup.failure/1',
    exit_code: 1,
    failure: { code: 'cli.unknown-topic' },
  });
});
