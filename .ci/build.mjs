// Bundles src/ into dist/: the command, the library and the simulator, split so that a command loads only what
// it needs; and the provider of Terraform, as one file. All dependencies are bundled: installing trueup installs one package.

import { rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { bundleConstructs } from './cdktf.mjs';
import { notices } from './notices.mjs';
import { bundleProvider } from './provider.mjs';

const root = new URL('..', import.meta.url).pathname;
await rm(`${root}dist`, { recursive: true, force: true });

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};
const result = await build({
  ...common,
  entryPoints: { main: 'src/main.ts', index: 'src/index.ts', simulator: 'src/simulator/index.ts' },
  outdir: 'dist',
  splitting: true,
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  // Dependencies in CommonJS ask for node's own modules by require.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
const provider = await bundleProvider(root, common);
const inputs = { ...result.metafile.inputs, ...provider.inputs };
await bundleConstructs(root);
await writeFile(`${root}dist/THIRD-PARTY-NOTICES.txt`, await notices(root, { inputs }));
