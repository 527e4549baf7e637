// What every command prints: with --json one document on stdout and nothing else, notes on stderr, help, and what a wrong
// command line is told.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { documentOf, main, room, tenant } from './harness.ts';
import { approves, restricts } from './samples.ts';

const commands = ['validate', 'plan', 'show', 'apply', 'drift', 'export', 'simulate', 'demo'];

test('trueup alone, --help and help print the same help and are done', async () => {
  const { run } = await room();
  const [alone, long, word] = [await run(), await run('--help'), await run('help')];
  for (const command of commands) expect(alone.stdout).toContain(`\n  ${command} `);
  expect([alone.code, long.code, word.code]).toEqual([0, 0, 0]);
  expect([long.stdout, word.stdout]).toEqual([alone.stdout, alone.stdout]);
  expect(alone.stderr + long.stderr + word.stderr).toBe('');
});

test.each(commands)('%s --help tells its options, without a tenant', async (command) => {
  const { run } = await room();
  const { code, stdout, stderr } = await run(command, '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: trueup ${command} `));
  expect(stdout).not.toContain('default: []');
});

test.each([
  [['plam'], "unknown command 'plam'", 'did you mean plan?'],
  [['plan', '--jsno'], "unknown option '--jsno'", 'did you mean --json?'],
  [
    ['plan', '--format', 'xml'],
    "argument 'xml' is invalid. Allowed choices are text, json.",
    'trueup --help',
  ],
  [['show'], "missing required argument 'plan'", 'trueup --help'],
  [['show', 'a', 'b'], "too many arguments for 'show'", 'trueup --help'],
  [['plan', '-f'], "option '-f, --file <path>' argument missing", 'trueup --help'],
  [['apply', 'plan.json', '-f', 'x.yaml'], 'a saved plan is applied as it is', 'leave out -f'],
  [['simulate', '--port', 'abc'], '--port take whole numbers', '--port 8080'],
  [['simulate', '--faults', 'rain=1'], '"rain" is not a fault', 'rate-limit=0.05'],
  [['simulate', '--switch', 'denied=never'], '"never" is no value for the switch denied', 'correct'],
])('%j is refused with what is wrong and what to do', async (args, what, next) => {
  const { run } = await room();
  const { code, stdout, stderr } = await run(...args);
  const folded = stderr.replace(/\s+/g, ' ');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(folded).toContain(what);
  expect(folded.slice(folded.indexOf('Next: '))).toContain(next);
  expect(stderr).not.toContain('\\n');
});

test.each([
  [['plan', '--json', '--nonsense'], 'cli.usage'],
  [['plan', '--format', 'json', '-f', 'missing.yaml'], 'config.invalid'],
  [['plan', '--format=json'], 'config.invalid'],
  [['validate', '--json', '-f', 'missing.yaml'], 'config.invalid'],
  [['show', '--json', 'missing.json'], 'plan.unreadable'],
  [['apply', '--json', 'missing.json'], 'plan.unreadable'],
  [['apply', '--json'], 'cli.usage'],
  [['drift', '--json'], 'config.invalid'],
])('%j fails with one JSON document that holds the failure', async (args, code) => {
  const { run } = await tenant();
  const ran = await run(...args);
  expect(documentOf(ran)).toMatchObject({
    format: 'trueup.failure/1',
    reason: 'error',
    exit_code: 1,
    failure: { code },
  });
  expect(ran.code).toBe(1);
});

test('--json prints one document for each command, and keeps notes off stdout', async () => {
  const { run, write } = await tenant();
  await write('a.yaml', restricts);
  const formats = [
    await run('validate', '-f', 'a.yaml', '--json'),
    await run('plan', '-f', 'a.yaml', '--json', '--out', 'plan.json'),
    await run('show', 'plan.json', '--json'),
    await run('apply', '--resume', '--json'),
    await run('apply', '-f', 'a.yaml', '--auto-approve', '--json'),
    await run('drift', '-f', 'a.yaml', '--json'),
    await run('export', '--json'),
  ].map((ran) => [ran.code, documentOf(ran)['format'] ?? documentOf(ran)['version'], ran.stderr !== '']);
  expect(formats).toEqual([
    [0, 'trueup.validation/1', false],
    [0, 'trueup.plan/1', true],
    [0, 'trueup.plan/1', false],
    [0, 'trueup.run/1', true],
    [0, 'trueup.run/1', true],
    [0, 'trueup.drift/1', false],
    [0, 1, false],
  ]);
});

test('without a terminal there is no colour and no progress line, whatever FORCE_COLOR says', async () => {
  const { runWith, write } = await tenant();
  await write('a.yaml', approves);
  const ran = await runWith({ FORCE_COLOR: '3' }, 'apply', '-f', 'a.yaml', '--auto-approve');
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('Applied: 5 of 5');
  expect(ran.stdout + ran.stderr).not.toMatch(/\p{Cc}(?<!\n)/u);
});

test('a reader that goes away (| head -1) ends the process without a word', async () => {
  const { dir, env } = await tenant({ devices: 20_000 });
  const child = spawn(process.execPath, [main, 'export', '--json'], { cwd: dir, env, timeout: 50_000 });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code, signal] = await once(child, 'close');
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
});

test('--debug adds nothing to a failure that is no bug', async () => {
  const { run } = await room();
  const { stderr } = await run('show', 'missing.json', '--debug');
  expect(stderr).toContain('plan.unreadable');
  expect(stderr).not.toMatch(/\n\s+at /);
});
