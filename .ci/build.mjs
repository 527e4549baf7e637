// Bundles src/ into dist/: the command, the library and the simulator, split so that a command loads only what
// it needs. All dependencies are bundled: installing trueup installs one package.

import { rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

const root = new URL('..', import.meta.url).pathname;
await rm(`${root}dist`, { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts', index: 'src/index.ts', simulator: 'src/simulator/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // Dependencies in CommonJS ask for node's own modules by require.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
await writeFile(`${root}dist/THIRD-PARTY-NOTICES.txt`, await notices(root, result.metafile));
