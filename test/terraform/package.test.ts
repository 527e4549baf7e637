// What npm run package:provider makes is a release as the registry takes it, and a mirror by itself: the real terraform
// installs from it, with the checksum that an unpacked provider has too.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../src/model/version.gen.ts';
import { acceptance } from './kit/suite.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'trueup-release-'));
const release = join(folder, 'a');
const name = `terraform-provider-id360_${version}`;

/** In another time zone the local time of a file is another. */
async function pack(out: string, zone: string): Promise<void> {
  const args = [join(root, '.ci/package-provider.mjs'), '--out', out];
  await promisify(execFile)(process.execPath, args, { cwd: folder, env: { ...process.env, TZ: zone } });
}

beforeAll(() => Promise.all([pack(release, 'UTC'), pack(join(folder, 'b'), 'Asia/Tokyo')]));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (file: string): Buffer => readFileSync(join(folder, file));

test('a zip for each platform, a manifest that says protocol 6.0, and their checksums', () => {
  const platforms = ['darwin_amd64', 'darwin_arm64', 'linux_amd64', 'linux_arm64'];
  const zips = platforms.map((platform) => `${name}_${platform}.zip`);
  const summed = [...zips, `${name}_manifest.json`];
  expect(readdirSync(release).sort()).toEqual([...summed, `${name}_SHA256SUMS`].sort());
  expect(JSON.parse(bytes(`a/${name}_manifest.json`).toString())).toEqual({
    version: 1,
    metadata: { protocol_versions: ['6.0'] },
  });
  const sums = summed.map(
    (file) =>
      `${createHash('sha256')
        .update(bytes(`a/${file}`))
        .digest('hex')}  ${file}\n`,
  );
  expect(bytes(`a/${name}_SHA256SUMS`).toString()).toBe(sums.join(''));
});

test('two runs give the same bytes, in any time zone', () => {
  for (const file of readdirSync(release))
    expect(bytes(`a/${file}`).equals(bytes(`b/${file}`)), file).toBe(true);
});

test('each zip holds the one file, which anybody may start', () => {
  const zip = bytes(`a/${name}_linux_amd64.zip`);
  const end = zip.length - 22;
  expect([zip.readUInt32LE(end), zip.readUInt16LE(end + 10)]).toEqual([0x06054b50, 1]);
  const entry = zip.readUInt32LE(end + 16);
  expect(zip.readUInt32LE(entry + 38) >>> 16).toBe(0o100755);
  const length = zip.readUInt16LE(entry + 28);
  expect(zip.toString('utf8', entry + 46, entry + 46 + length)).toBe(`terraform-provider-id360_v${version}`);
});

acceptance('with the real terraform', () => {
  const lockOf = ({ dir }: Workspace): string => readFileSync(join(dir, '.terraform.lock.hcl'), 'utf8');

  test('a mirror of the zips installs, validates, and locks what an unpacked mirror locks', async () => {
    const configuration = `${head}provider "id360" {\n  data_center = "us"\n}\n`;
    const packed = await workspace({ 'main.tf': configuration }, { provider: false, init: false });
    const mirror = join(packed.dir, '.kit/mirror/registry.terraform.io/trueup/id360');
    await cp(release, mirror, { recursive: true });
    await packed.run(['init', '-input=false']);
    await packed.run(['validate']);
    const unpacked = await workspace({ 'main.tf': configuration });
    expect(lockOf(packed)).toBe(lockOf(unpacked));
    const everywhere = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'].map(
      (one) => `-platform=${one}`,
    );
    await packed.run(['providers', 'lock', `-fs-mirror=${join(packed.dir, '.kit/mirror')}`, ...everywhere]);
    expect(lockOf(packed)).toBe(lockOf(unpacked));
  });
});
