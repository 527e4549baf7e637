// The provider of Terraform as one file that node runs. Terraform starts it three times for a plan, mostly for little, so
// its parts lie in the file as text, and each is compiled when it is first asked for.

import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, transform } from 'esbuild';

const schemaModule = 'src/terraform/schema/answer.ts';

/** @param common options of esbuild; returns its metafile */
export async function bundleProvider(root, common) {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { main: 'src/provider.ts' },
    outdir: 'dist',
    splitting: true,
    format: 'esm',
    chunkNames: '[name]-[hash]',
    // Only channelz would use it, which is off.
    external: ['@grpc/proto-loader'],
    plugins: [await withSchema(common)],
    write: false,
  });
  for (const output of Object.keys(metafile.outputs)) refuseCircle(metafile.outputs, [output]);
  const parts = await Promise.all(
    outputFiles.map(async ({ path, text }) => [`./${basename(path)}`, await asFunction(text, common)]),
  );
  const file = `${root}dist/terraform-provider-id360`;
  await writeFile(file, textOf(await firstOf(common), Object.fromEntries(parts)));
  await chmod(file, 0o755);
  return metafile;
}

/** The module that works out the answer with all schemas is replaced by the answer. */
async function withSchema(common) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [schemaModule],
    format: 'esm',
    external: ['@grpc/proto-loader'],
    metafile: false,
    write: false,
  });
  const { schemaAnswer } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
  );
  const contents = `export const schemaAnswer = Buffer.from('${Buffer.from(schemaAnswer).toString('base64')}', 'base64');`;
  const setup = ({ onLoad }) => onLoad({ filter: /schema\/answer\.ts$/ }, () => ({ contents, loader: 'js' }));
  return { name: 'schema', setup };
}

/** A part that is imported before it has run would give out what it does not have yet, for good. */
function refuseCircle(outputs, trail) {
  for (const { path, kind } of outputs[trail.at(-1)]?.imports ?? []) {
    if (kind !== 'import-statement') continue;
    if (trail.includes(path)) throw new Error(`parts of the provider import each other: ${trail.join(', ')}`);
    refuseCircle(outputs, [...trail, path]);
  }
}

/** A part as the text of a function, as `src/terraform/parts/load.ts` takes it. */
async function asFunction(text, { target, platform, minifyWhitespace }) {
  const options = { format: 'cjs', supported: { 'dynamic-import': false } };
  const { code } = await transform(text, { ...options, target, platform, minifyWhitespace });
  return `(function(require,module,exports){${code}\n})`;
}

/**
 * A file without an ending is CommonJS to node, or a module, as a package.json somewhere above it says: it must run as both.
 * @param first declares `provider`
 */
function textOf(first, parts) {
  const json = JSON.stringify(parts);
  const build = createHash('sha256').update(json).digest('hex').slice(0, 16);
  return `#!/usr/bin/env node
(require=>{${first}
provider.start(process,require,${ascii(json)},'${build}');
})(process.getBuiltinModule('node:module').createRequire('file:///'));
`;
}

/** The same JSON. One other character in the file, and the engine keeps all of it in twice the room. */
const ascii = (json) =>
  json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What runs before the parts, as text that declares `provider`. */
async function firstOf(common) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['src/provider-file.ts'],
    format: 'iife',
    globalName: 'provider',
    metafile: false,
    write: false,
  });
  return outputFiles[0].text;
}
