// The provider's pages in the registry's layout, and the examples in them: every resource and data source has both, the real
// terraform accepts each example as it stands, and a whole small configuration passes its own tests.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registryPages } from '../../src/terraform/docs/pages.ts';
import { schemas } from '../../src/terraform/schema/all.ts';
import type { Attribute } from '../../src/terraform/schema/types.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { type Files, head, workspace } from './kit/terraform.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'examples/terraform');
const examples = new Map(textsIn(folder));
const pages = registryPages(schemas, examples);

/** The texts below a folder, by file. */
function textsIn(from: string): readonly (readonly [string, string])[] {
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(from.length + 1), readFileSync(file, 'utf8')]);
}

const named = [
  ['provider', 'provider/provider.tf', schemas.provider, 'index.md'] as const,
  ...[...schemas.resources].map(
    ([name, schema]) =>
      [name, `resources/${name}/resource.tf`, schema, `resources/${name.slice(6)}.md`] as const,
  ),
  ...[...schemas.dataSources].map(
    ([name, schema]) =>
      [
        `data ${name}`,
        `data-sources/${name}/data-source.tf`,
        schema,
        `data-sources/${name.slice(6)}.md`,
      ] as const,
  ),
];

describe.each(named)('%s', (name, example, schema, file) => {
  const text = pages.find((page) => page.file === file)?.text ?? '';

  test('has an example, which stands in its page', () => {
    expect(examples.get(example)).toContain(
      name === 'provider' ? 'provider "id360"' : `"${name.split(' ').at(-1)}"`,
    );
    expect(text).toContain(`## Example Usage\n\n\`\`\`terraform\n${examples.get(example)?.trim()}\n\`\`\``);
  });

  test('shows every attribute once, and every link in it leads somewhere', () => {
    expect(text.match(/^- `/gm) ?? []).toHaveLength(count(schema.attributes));
    for (const [, anchor] of text.matchAll(/\(#([^)]+)\)/g)) expect(text).toContain(`<a id="${anchor}"></a>`);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test('is what npm run generate wrote', () => {
    expect(readFileSync(join(root, 'docs', file), 'utf8')).toBe(text);
  });
});

const count = (attributes: readonly Attribute[]): number =>
  attributes.reduce((sum, { nested }) => sum + 1 + (nested === undefined ? 0 : count(nested.attributes)), 0);

test('the front matter is the registry’s: title, subcategory, description', () => {
  const page = pages.find(({ file }) => file === 'resources/device_set.md');
  expect(page?.text).toMatch(
    /^---\n#.*\npage_title: "id360_device_set Resource - id360"\nsubcategory: ""\ndescription: \|-\n {2}\S.*\n---\n\n# id360_device_set \(Resource\)\n/,
  );
});

test('required, optional, read-only, sensitive and nested attributes are told apart', () => {
  const text = (file: string) => pages.find((page) => page.file === file)?.text ?? '';
  const set = text('resources/device_set.md');
  expect(set).toMatch(/### Required\n\n- `select` \(Attributes\) .* \(see \[below/);
  expect(set).toMatch(/### Read-Only\n\n- `changes` \(Map of String\)/);
  expect(set).toMatch(/### Nested Schema for `select`\n\nOptional:\n\n- `filter` \(String\)/);
  expect(text('index.md')).toContain('- `access_token` (String, Sensitive)');
  expect(text('index.md')).toContain('### Nested Schema for `guards.rules`');
});

test.each([...schemas.resources.keys()])('%s shows how to import it, both ways', (name) => {
  const [block, command] = ['import-by-string-id.tf', 'import.sh'].map(
    (file) => examples.get(`resources/${name}/${file}`) ?? '',
  );
  expect(block).toContain(`to = ${name}.`);
  expect(command).toContain(`terraform import ${name}.`);
  const text = pages.find(({ file }) => file === `resources/${name.slice(6)}.md`)?.text;
  expect(text?.split('## Import')[1]).toContain(block?.trim());
  expect(text?.split('## Import')[1]).toContain(command?.trim());
});

test('no page and no example is of something that is not there', () => {
  const written = ['resources', 'data-sources'].flatMap((part) =>
    readdirSync(join(root, 'docs', part)).map((file) => `${part}/${file}`),
  );
  expect(written.filter((file) => !pages.some((page) => page.file === file))).toEqual([]);
  const own = [...examples.keys()].flatMap(
    (file) => /^(?:resources|data-sources)\/([^/]+)/.exec(file)?.[1] ?? [],
  );
  const known = [...schemas.resources.keys(), ...schemas.dataSources.keys()];
  expect(own.filter((name) => !known.includes(name))).toEqual([]);
});

test('the index of docs/ lists every page', () => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
  for (const { file } of pages) expect(index).toContain(`](${file})`);
  for (const [, file = ''] of index.matchAll(/\]\(([^)]+)\)/g))
    expect(() => readFileSync(join(root, 'docs', file))).not.toThrow();
});

acceptance('with the real terraform', () => {
  test('every example is valid, and written as terraform fmt writes it', async () => {
    const folders = named.map(([, example]) => example.split('/').slice(0, -1).join('/'));
    const modules = folders.map((from, i) => `module "m${i}" {\n  source = "./${from}"\n}\n`);
    const space = await workspace({ 'main.tf': modules.join('\n'), ...copied(folders) }, { init: false });
    await space.run(['fmt', '-check', '-recursive', '-diff', folder]);
    await space.run(['init', '-input=false']);
    const { stdout } = await space.run(['validate', '-json'], { expect: [0, 1] });
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, warning_count: 0, diagnostics: [] });
  });

  /** Examples as modules; import blocks may stand in a root module alone. */
  const copied = (folders: readonly string[]): Files =>
    Object.fromEntries(
      [...examples]
        .filter(([file]) => folders.some((from) => file.startsWith(`${from}/`)) && !/import-by/.test(file))
        .flatMap(([file, text]) => [
          [file, text],
          ...(file === 'provider/provider.tf' ? [] : [[join(file, '../terraform.tf'), head]]),
        ]),
    );

  test('every import block is valid beside its resource', async () => {
    const blocks = [...schemas.resources.keys()].flatMap((name) => {
      const own = (file: string) => examples.get(`resources/${name}/${file}`) ?? '';
      return [
        [`${name}.tf`, own('resource.tf')],
        [`${name}-import.tf`, own('import-by-string-id.tf')],
      ];
    });
    const inventory = examples.get('resources/id360_device_set/loaners.csv') ?? '';
    const files = { ...Object.fromEntries(blocks), 'terraform.tf': head, 'loaners.csv': inventory };
    await (await workspace(files)).run(['validate']);
  });

  test('the tenant plans, and passes its own tests against a simulated one', async () => {
    const { env, simulator } = await tenant({ devices: 40, seed: 7 });
    const own = [...examples].flatMap(([file, text]) =>
      file.startsWith('tenant/') ? [[file.slice('tenant/'.length), text] as const] : [],
    );
    const space = await workspace(Object.fromEntries(own), { env });
    expect((await space.plan()).said).toContain('3 to add, 0 to change, 0 to destroy');
    const { said } = await space.run(['test']);
    expect(said).toContain('4 passed, 0 failed');
    expect(simulator.requests.some(({ path }) => path.endsWith('/approve-agent'))).toBe(true);
  });
});
