// The pages of docs/, out of the same reference that `trueup explain` prints.

import { build } from 'esbuild';

/** File names below docs/ with their texts. `root` ends in a slash; the registries and schemas are written before. */
export async function docs(root) {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { reference } from './src/cli/reference.ts';
        export { commandTree } from './src/cli/program.ts';
        export { printIndexMarkdown, printPageMarkdown } from './src/report/reference/markdown.ts';
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
  const code = `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`;
  const { reference, commandTree, printIndexMarkdown, printPageMarkdown } = await import(code);
  const nothing = () => undefined;
  const pages = reference(commandTree({}, () => nothing, nothing));
  return [
    ['README.md', printIndexMarkdown(pages)],
    ...pages.map((page) => [`${page.name}.md`, printPageMarkdown(page)]),
  ];
}
