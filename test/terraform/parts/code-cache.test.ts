// Compiled code that is kept between runs: it is used where it is whole and nobody else can have written it, and where it
// cannot be used or kept, the parts run all the same. A part whose text has changed under the same build tells the two
// apart: the engine compares only lengths.

import { EventEmitter } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { start } from '../../../src/terraform/parts/start.ts';
import { me, startFor } from '../plugin/plugin.ts';

type Env = Readonly<Record<string, string>>;

let texts = 1000;

/**
 * Whether the part that ran was compiled from its text or kept by an earlier run; its process has ended. Every text is
 * another one: the engine does not look for kept code of what it has compiled in the same process.
 */
async function run(
  env: Env,
  changed: Partial<NodeJS.Process> = {},
  goesFurther = false,
): Promise<'compiled' | 'kept'> {
  const { platform, arch, version, pid, getuid } = process;
  const own = Object.assign(new EventEmitter(), {
    ...{ platform, arch, version, pid, getuid, ...changed, env },
  });
  const number = ++texts;
  const part = (text: string) => `(function(require,module,exports){${text}})`;
  const parts = {
    './main.js': part(`require('./other.js').say(${number});if(require('further'))require('./more.js')`),
    './other.js': part('exports.say=require("outside")'),
    './more.js': part(''),
  };
  const said: number[] = [];
  const outer = (name: string) => (name === 'further' ? goesFurther : (word: number) => said.push(word));
  // The fields that are read of a process; the rest of it is never looked at.
  start(own as unknown as NodeJS.Process, outer, parts, '0123456789abcdef');
  await new Promise((resolve) => setTimeout(resolve, 50));
  own.emit('exit');
  expect(said).toHaveLength(1);
  return said[0] === number ? 'compiled' : 'kept';
}

const home = (): Env => ({ XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'code-')) });
const above = ({ XDG_CACHE_HOME }: Env): string => join(XDG_CACHE_HOME ?? '', 'trueup/code');
const folderOf = (env: Env): string => join(above(env), readdirSync(above(env))[0] ?? '');

test('what was compiled in one run is used by the next', async () => {
  const env = home();
  expect(await run(env)).toBe('compiled');
  expect(await run(env)).toBe('kept');
  expect(readdirSync(folderOf(env)).sort()).toEqual(['main.js', 'other.js']);
});

test('a run that goes further than those before it keeps all that has run by then', async () => {
  const env = home();
  await run(env);
  const main = join(folderOf(env), 'main.js');
  const first = statSync(main).mtimeMs;
  await run(env);
  expect(statSync(main).mtimeMs).toBe(first);
  await run(env, {}, true);
  expect(statSync(main).mtimeMs).toBeGreaterThan(first);
  expect(readdirSync(folderOf(env)).sort()).toEqual(['main.js', 'more.js', 'other.js']);
});

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  [
    'with another byte',
    (bytes: Buffer) => bytes.fill(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9),
  ],
  ['empty', () => Buffer.alloc(0)],
])('code that is %s is compiled and kept anew', async (_, damaged) => {
  const env = home();
  await run(env);
  const file = join(folderOf(env), 'main.js');
  writeFileSync(file, damaged(readFileSync(file)));
  expect(await run(env)).toBe('compiled');
  expect(await run(env)).toBe('kept');
});

test.each([
  ['the folder', folderOf],
  ['the one above', above],
])('code is not used, and none is kept, while others can write to %s', async (_, folder) => {
  const env = home();
  await run(env);
  chmodSync(folder(env), 0o777);
  expect(await run(env)).toBe('compiled');
  chmodSync(folder(env), 0o700);
  expect(await run(env)).toBe('kept');
});

test('code of another user is not used', async () => {
  const env = home();
  await run(env);
  expect(await run(env, { getuid: () => 12345 })).toBe('compiled');
});

test('each engine has code of its own', async () => {
  const env = home();
  await run(env);
  expect(await run(env, { version: 'v99.0.0' })).toBe('compiled');
  expect(await run(env, { arch: 'riscv64' })).toBe('compiled');
  expect(readdirSync(above(env))).toHaveLength(3);
});

test.each<[string, Env]>([
  ['without a home', {}],
  ['with a home that cannot be made', { XDG_CACHE_HOME: '/proc/none' }],
  ['with a home that is no folder', { XDG_CACHE_HOME: '/dev/null' }],
])('%s nothing is kept', async (_, env) => {
  expect(await run(env)).toBe('compiled');
  expect(await run(env)).toBe('compiled');
});

test.each(['NODE_DISABLE_COMPILE_CACHE', 'NODE_V8_COVERAGE'])('%s turns it off', async (name) => {
  const env = home();
  await run({ ...env, [name]: '1' });
  expect(existsSync(above(env))).toBe(false);
});

test('a folder that is a link is not used, and nothing is written there', async () => {
  const env = home();
  await run(env);
  const elsewhere = mkdtempSync(join(tmpdir(), 'code-'));
  const folder = folderOf(env);
  renameSync(folder, join(elsewhere, 'moved'));
  symlinkSync(join(elsewhere, 'moved'), folder);
  const before = statSync(join(elsewhere, 'moved', 'main.js')).mtimeMs;
  expect(await run(env)).toBe('compiled');
  expect(statSync(join(elsewhere, 'moved', 'main.js')).mtimeMs).toBe(before);
});

const month = Date.now() / 1000 - 31 * 24 * 60 * 60;

test('of what lies beside it, code alone that was last written to a month ago goes when other code comes', async () => {
  const env = home();
  const code = (build: string): string => `${build.repeat(16)}-v20.0.0-x64-01234567`;
  const old = [code('a'), 'thesis', 'dangling', code('c')];
  for (const name of [...old, code('b')])
    await mkdir(join(above(env), name), { recursive: true, mode: 0o700 });
  for (const name of old) utimesSync(join(above(env), name), month, month);
  rmdirSync(join(above(env), 'dangling'));
  symlinkSync('nowhere', join(above(env), 'dangling'));
  await run(env);
  const left = readdirSync(above(env)).filter((name) => !name.startsWith('0123'));
  expect(left.sort()).toEqual([code('b'), 'dangling', 'thesis']);
});

test('what could not be written leaves nothing behind, and old drafts of others go', async () => {
  const env = home();
  await run(env);
  const folder = folderOf(env);
  rmSync(join(folder, 'other.js'));
  await mkdir(join(folder, 'other.js', 'in-the-way'), { recursive: true });
  writeFileSync(join(folder, 'main.js.1'), '');
  utimesSync(join(folder, 'main.js.1'), month, month);
  await run(env);
  expect(readdirSync(folder).sort()).toEqual(['main.js', 'other.js']);
});

test('the provider keeps the code of all parts that it loaded, and the next run of it compiles none', async () => {
  const env = home();
  const provider = join(import.meta.dirname, '../../../dist/terraform-provider-id360');
  const written = async (): Promise<readonly string[]> => {
    const { child, line, ended } = startFor(me, env, [process.execPath, provider]);
    await line;
    await vi.waitUntil(() => existsSync(above(env)));
    child.kill('SIGTERM');
    await ended;
    return readdirSync(folderOf(env)).map((file) => `${file} ${statSync(join(folderOf(env), file)).mtimeMs}`);
  };
  const first = await written();
  expect(first.length).toBeGreaterThan(1);
  expect(await written()).toEqual(first);
});
