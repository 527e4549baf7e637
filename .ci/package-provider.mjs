// A release of the provider as the Terraform registry takes it: a zip for each platform, their checksums, and the
// manifest; what publishing needs beside is a signature. The same sources give the same bytes: times are fixed, and
// nothing is compressed, since what a compressor makes differs between versions of node.
// node .ci/package-provider.mjs [--out DIR]

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ZipFile } from 'yazl';

const root = fileURLToPath(new URL('..', import.meta.url));
const platforms = ['darwin_amd64', 'darwin_arm64', 'linux_amd64', 'linux_arm64'];
/** In local time, which zips are written in: the same hour everywhere. */
const mtime = new Date(2020, 0, 1);

const { out } = parseArgs({ options: { out: { type: 'string', default: `${root}dist/release` } } }).values;
const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
const provider = await readFile(`${root}dist/terraform-provider-id360`).catch(() => {
  console.error('There is no dist/terraform-provider-id360. Run first: npm run build');
  process.exit(1);
});

const name = `terraform-provider-id360_${version}`;
const manifest = `${JSON.stringify({ version: 1, metadata: { protocol_versions: ['6.0'] } }, null, 2)}\n`;
const archive = await zipped(provider, `terraform-provider-id360_v${version}`);
const files = [
  ...platforms.map((platform) => [`${name}_${platform}.zip`, archive]),
  [`${name}_manifest.json`, Buffer.from(manifest)],
].sort(([a], [b]) => (a < b ? -1 : 1));
const sums = files.map(([file, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`);

const folder = resolve(out);
await mkdir(folder, { recursive: true });
for (const [file, bytes] of [...files, [`${name}_SHA256SUMS`, sums.join('')]]) {
  await writeFile(join(folder, file), bytes);
  console.log(join(folder, file));
}
console.error(
  `To publish it, sign it: gpg --detach-sign --local-user KEY ${join(folder, `${name}_SHA256SUMS`)}`,
);

/** A zip of one executable file. */
function zipped(bytes, path) {
  const zip = new ZipFile();
  zip.addBuffer(bytes, path, { mtime, mode: 0o100755, compress: false, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}
