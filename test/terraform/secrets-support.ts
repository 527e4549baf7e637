// Runs every terraform command that could tell a secret, against a server that may quote it, and looks for it in all that they
// said and in all that they left: texts, zip files, and compressed private data inside of both.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Options } from '../../src/simulator/index.ts';
import { type Answer, type Asked, spoiltTenant } from '../cli/between.ts';
import type { Env, Ran } from './kit/process.ts';
import { laptops } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

export const secret = {
  access: 'CANARY-access-5up3r+s&cr/t',
  client: 'CANARY-client-5up3r+s&cr/t',
  id: 'CANARY-id-5up3r',
  refresh: 'CANARY-refresh-5up3r+s&cr/t',
  admanager: 'CANARY-admanager-5up3r',
};
const canary = /CANARY|5up3r|s&cr|s%26cr/i;
/** In compiled code, which has the word itself from the text of a dependency; each secret has this part. */
const inCode = /5up3r|s&cr|s%26cr/i;

/** What each secret is called in the environment. */
export const environment: Env = {
  ID360_ACCESS_TOKEN: secret.access,
  ADMANAGER_AUTH_TOKEN: secret.admanager,
};

/** As people hand over secrets that no environment holds; ephemeral, for Terraform keeps others in its plans. */
export const block = (lines: string): string => `
${Object.keys(secret)
  .map((name) => `variable "${name}" {\n  ephemeral = true\n  sensitive = true\n}\n`)
  .join('')}
provider "id360" {
  ${lines}
}
`;

const variables: Env = Object.fromEntries(
  Object.entries(secret).map(([name, value]) => [`TF_VAR_${name}`, value]),
);

const set = (name: string): string => `
resource "id360_device_set" "${name}" {
  name   = "${name}"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

export type Spoil = (asked: Asked) => Answer | undefined;

/** A workspace with three laptops to approve, and whatever `config` has, on a server that may quote what it is sent. */
export async function room(
  config: string,
  env: Env,
  options: Options = {},
  spoil: Spoil = () => undefined,
): Promise<Workspace> {
  const t = await spoiltTenant(spoil, { world: { devices: laptops(3) }, ...options });
  const url = t.env['ID360_BASE_URL'] ?? '';
  const { origin } = new URL(url);
  const given = { ID360_BASE_URL: url, ID360_ACCOUNTS_URL: origin, ADMANAGER_BASE_URL: origin };
  const files = config + set('fleet') + set('imported');
  return workspace(files, { env: { ...given, ...variables, TF_LOG: 'trace', ...env } });
}

const plan = ['plan', '-input=false', '-out=tfplan'];
const apply = ['apply', '-input=false', '-auto-approve'];
/** Where there is a plan. */
const more = [
  ['show', '-json', 'tfplan'],
  ['state', 'rm', 'id360_device_set.imported'],
  ['import', 'id360_device_set.imported', 'os_type eq "Windows"'],
  ['state', 'pull'],
];

/** Every command that could tell one; then nothing of a secret is in what they said, nor in the folder. */
export async function expectNoSecret(tf: Workspace): Promise<readonly Ran[]> {
  const runs: Ran[] = [];
  for (const args of [plan, apply]) runs.push(await tf.run(args, { expect: [0, 1] }));
  if (runs[0]?.code === 0) for (const args of more) runs.push(await tf.run(args, { expect: [0, 1] }));
  for (const { stdout, stderr } of runs) {
    expect(told(stdout)).toEqual([]);
    expect(told(stderr)).toEqual([]);
  }
  expect(runs[0]?.stderr).toContain('@module=id360');
  const files = filesIn(tf.dir);
  expect(
    files.filter((file) => isCode(file) && textsIn(readFileSync(file)).some((text) => inCode.test(text))),
  ).toEqual([]);
  expect(files.filter((file) => !isCode(file) && textsIn(readFileSync(file)).some(isTold))).toEqual([]);
  expect(files.some(isCode)).toBe(true);
  return runs;
}

const isCode = (file: string): boolean => file.includes('/.cache/trueup/code/');
const isTold = (text: string): boolean => canary.test(text);
const told = (text: string): readonly string[] =>
  text.split('\n').filter((line) => textsIn(Buffer.from(line)).some(isTold));

/** All files that commands left, but the provider itself and the cache of tokens. */
const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && !/^(token-[0-9a-f]{32}\.json|terraform-provider-.*)$/.test(each.name))
    .map(({ parentPath, name }) => join(parentPath, name));

/** The bytes as text, and that of everything compressed in them, in base64 or not. */
export function textsIn(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  const encoded = [...text.matchAll(/H4sI[A-Za-z0-9+/=]{20,}/g)].map(([match]) =>
    Buffer.from(match, 'base64'),
  );
  const gzipped = offsetsOf(bytes, '1f8b0800').map((at) => bytes.subarray(at));
  const entries = offsetsOf(bytes, '504b0304').map((at) => bytes.subarray(at + 30 + lengthsAt(bytes, at)));
  const inner = [
    ...[...encoded, ...gzipped].flatMap((one) => tried(() => gunzipSync(one))),
    ...entries.flatMap((one) => tried(() => inflateRawSync(one))),
  ];
  return [text, ...inner.flatMap(textsIn)];
}

function offsetsOf(bytes: Buffer, hex: string): readonly number[] {
  const [mark, found]: [Buffer, number[]] = [Buffer.from(hex, 'hex'), []];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) found.push(at);
  return found;
}

/** Of the name and the extra field of a zip entry. */
const lengthsAt = (bytes: Buffer, at: number): number =>
  at + 30 > bytes.length ? 0 : bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);

/** What only looks compressed is none. */
function tried(expand: () => Buffer): readonly Buffer[] {
  try {
    return [expand()];
  } catch {
    return [];
  }
}
