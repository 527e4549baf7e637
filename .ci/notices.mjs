// The licences of what the bundle contains, read from the packages whose files went into it.

import { readdir, readFile } from 'node:fs/promises';

const packageOf = (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

export async function notices(root, metafile) {
  const folders = new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean));
  const texts = await Promise.all([...folders].sort().map((folder) => notice(`${root}${folder}`)));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? await readFile(`${folder}/${file}`, 'utf8') : ''}`;
}
