// The pages of docs/: the reference that `trueup explain` prints too, and the provider's pages in the layout of the
// Terraform registry, with the examples of examples/terraform in them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Guides are written by hand. */
const guides = [
  { file: 'guides/installing.md', title: 'Installing the provider' },
  { file: 'guides/working.md', title: 'Plans, applies and what they remember' },
];

/** File names below docs/ with their texts. `root` ends in a slash; the registries and schemas are written before. */
export async function docs(root) {
  const { reference, commandTree, printIndexMarkdown, printPageMarkdown, registryPages, schemas } =
    await load(root);
  const nothing = () => undefined;
  const pages = reference(commandTree({}, () => nothing, nothing));
  const registry = registryPages(schemas, examplesIn(`${root}examples/terraform`));
  const others = [{ title: 'The provider of Terraform and OpenTofu', pages: [...guides, ...registry] }];
  return [
    ['README.md', printIndexMarkdown(pages, others)],
    ...pages.map((page) => [`${page.name}.md`, printPageMarkdown(page)]),
    ...registry.map(({ file, text }) => [file, text]),
  ];
}

function examplesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

async function load(root) {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { reference } from './src/cli/reference.ts';
        export { commandTree } from './src/cli/program.ts';
        export { printIndexMarkdown, printPageMarkdown } from './src/report/reference/markdown.ts';
        export { registryPages } from './src/terraform/docs/pages.ts';
        export { schemas } from './src/terraform/schema/all.ts';
      `,
      loader: 'ts',
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Commands are described here, never run.
    external: ['./commands/*'],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr('file:///');" },
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}
