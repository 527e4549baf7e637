// The provider of Terraform as one file that node runs. Terraform starts it three times for a plan, mostly for little, so
// its parts lie in the file as text, and each is compiled when it is first asked for.

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
    outputFiles.map(async ({ path, text }) => [`./${basename(path)}`, await asCommon(text, common)]),
  );
  const file = `${root}dist/terraform-provider-id360`;
  await writeFile(file, textOf(Object.fromEntries(parts)));
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

async function asCommon(text, { target, platform, minifyWhitespace }) {
  const options = { format: 'cjs', supported: { 'dynamic-import': false } };
  return (await transform(text, { ...options, target, platform, minifyWhitespace })).code;
}

// A file without an ending is CommonJS to node, or a module, as a package.json somewhere above it says: it must run as both.
const textOf = (parts) => `#!/usr/bin/env node
(${run})(
typeof require==='function'?require:process.getBuiltinModule('node:module').createRequire('file:///'),
${ascii(JSON.stringify(parts))}
);
`;

/** The same JSON. One other character in the file, and the engine keeps all of it in twice the room. */
const ascii = (json) =>
  json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What runs in the provider: `load` is what its parts know as `require`. */
function run(outer, parts) {
  const { compileFunction } = outer('node:vm');
  const modules = new Map();
  const load = (name) => {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    if (!Object.hasOwn(parts, name)) return outer(name);
    const module = { exports: {} };
    modules.set(name, module);
    const options = { filename: `terraform-provider-id360/${name.slice(2)}` };
    const part = compileFunction(parts[name], ['require', 'module', 'exports'], options);
    part(load, module, module.exports);
    // As plain values: esbuild writes getters, which would be called at every use.
    module.exports = Object.defineProperty({ ...module.exports }, '__esModule', { value: true });
    return module.exports;
  };
  load('./main.js');
}
