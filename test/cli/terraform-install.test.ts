// trueup terraform install: afterwards Terraform and OpenTofu find the provider, without a registry and, as a rule, without
// any configuration of theirs.

import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { installProvider } from '../../src/cli/commands/terraform-install.ts';
import { version } from '../../src/model/version.gen.ts';
import { terminal } from '../docs/terminal.ts';
import { acceptance } from '../terraform/kit/suite.ts';
import { documentOf, main, type Room, room, tenant } from './harness.ts';

const provider = join(dirname(main), 'terraform-provider-id360');
const hosts = ['registry.terraform.io', 'registry.opentofu.org'];
const windows = { platform: 'win32', arch: 'x64' };

interface Package {
  readonly host: string;
  readonly platform: string;
  readonly file: string;
  readonly done: string;
}

async function install(own: Room, ...args: readonly string[]) {
  const ran = await own.run('terraform', 'install', '--json', ...args);
  expect(ran).toMatchObject({ code: 0 });
  // What the command documents; the assertions look at its members.
  return documentOf(ran) as unknown as {
    readonly mirror: string;
    readonly packages: readonly Package[];
    readonly cli_configuration: string | null;
  };
}

const plugins = ({ dir }: Room): string => join(dir, 'home/.terraform.d/plugins');

describe('the files', () => {
  test('by default the folder that both read by themselves, for the registry of each', async () => {
    const own = await room();
    const { mirror, packages, cli_configuration } = await install(own);
    expect([mirror, cli_configuration]).toEqual([plugins(own), null]);
    expect(packages.map(({ host, done }) => [host, done])).toEqual(hosts.map((host) => [host, 'written']));
    for (const { host, platform, file } of packages) {
      expect(platform).toMatch(/^(linux|darwin|freebsd|openbsd)_(amd64|arm64|386|arm)$/);
      const folder = join(mirror, host, 'trueup/id360', version, platform);
      expect(file).toBe(join(folder, `terraform-provider-id360_v${version}`));
      expect((await readFile(file)).equals(await readFile(provider))).toBe(true);
      expect((await stat(file)).mode & 0o777).toBe(0o755);
      expect(await readdir(folder)).toHaveLength(1);
    }
  });

  test('what is there already stays; another file of the same version is replaced, and said so', async () => {
    const own = await room();
    const [first, second] = (await install(own)).packages;
    const before = await stat(first?.file ?? '');
    await writeFile(second?.file ?? '', 'another build');
    const { code, stdout, stderr } = await own.run('terraform', 'install');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(`There already: ${first?.file}`);
    expect(stderr).toMatch(new RegExp(`Replaced: ${second?.file}; .*\\.terraform\\.lock\\.hcl`));
    expect((await stat(first?.file ?? '')).ino).toBe(before.ino);
    expect((await readFile(second?.file ?? '')).equals(await readFile(provider))).toBe(true);
  });

  test('a file that cannot be started is made one that can', async () => {
    const own = await room();
    const [first] = (await install(own)).packages;
    await chmod(first?.file ?? '', 0o644);
    expect((await install(own)).packages.map(({ done }) => done)).toEqual(['replaced', 'unchanged']);
    expect((await stat(first?.file ?? '')).mode & 0o777).toBe(0o755);
  });

  test('several at once leave it whole, and nothing else', async () => {
    const own = await room();
    await Promise.all([install(own), install(own), install(own)]);
    expect((await readdir(plugins(own))).sort()).toEqual([...hosts].sort());
    expect((await install(own)).packages.map(({ done }) => done)).toEqual(['unchanged', 'unchanged']);
  });

  test('from an installed package', async () => {
    const own = await room();
    const copy = join(own.dir, 'node_modules/trueup');
    await cp(dirname(main), join(copy, 'dist'), { recursive: true });
    await writeFile(join(copy, 'package.json'), '{"name":"trueup","type":"module"}');
    const args = [join(copy, 'dist/main.js'), 'terraform', 'install', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: own.dir, env: own.env });
    expect(JSON.parse(stdout)).toMatchObject({ packages: [{ done: 'written' }, { done: 'written' }] });
  });
});

describe('what is asked for', () => {
  test('another folder, host and platform', async () => {
    const own = await room();
    const options = [
      '--host',
      'terraform.example.com',
      '--platform',
      'linux_arm64',
      '--platform',
      'darwin_amd64',
    ];
    const { mirror, packages } = await install(own, '--mirror', 'shared', ...options);
    expect(packages.map(({ file }) => file)).toEqual(
      ['linux_arm64', 'darwin_amd64'].map((platform) =>
        join(
          mirror,
          'terraform.example.com/trueup/id360',
          version,
          platform,
          `terraform-provider-id360_v${version}`,
        ),
      ),
    );
    const { stderr } = await own.run('terraform', 'install', '--mirror', 'shared', ...options);
    expect(stderr).toContain('source = "terraform.example.com/trueup/id360"');
  });

  test.each(['../elsewhere', 'no dots', 'a/b.c', ''])('%s is no host', async (host) => {
    const own = await room();
    const { code, stdout, stderr } = await own.run('terraform', 'install', '--host', host);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('--host cannot be');
    expect(await readdir(join(own.dir, 'home'))).toEqual([]);
  });

  test('on Windows it says that a script is no plugin there, and fills a mirror for others', async () => {
    const own = await room();
    const { io, out } = terminal();
    const at = { ...io, env: own.env, cwd: own.dir };
    expect(await installProvider({}, at, windows)).toMatchObject({
      failure: {
        code: 'cli.provider-platform',
        why: expect.stringContaining('Windows'),
        next: expect.stringContaining('WSL'),
      },
    });
    const others = { mirror: 'mirror', platform: ['linux_amd64'] };
    expect(await installProvider(others, at, windows)).toEqual({ reason: 'done' });
    expect(out.join('')).toContain('filesystem_mirror');
  });

  test('without a home a folder must be named', async () => {
    const own = await room();
    const { code, stderr } = await own.runWith({ HOME: '' }, 'terraform', 'install');
    expect([code, stderr]).toEqual([1, expect.stringContaining('--mirror')]);
    expect((await own.runWith({ HOME: '' }, 'terraform', 'install', '--mirror', 'm')).code).toBe(0);
  });

  test('a mirror that cannot be written is a failure with what to do', async () => {
    const own = await room();
    await own.write('file', '');
    const { code, stdout } = await own.run('terraform', 'install', '--mirror', 'file', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({ failure: expect.objectContaining({ code: 'cli.mirror-unwritable' }) }),
    ]);
  });
});

describe('the CLI configuration', () => {
  test('another folder needs one: it is stdout, and nothing else is', async () => {
    const own = await room();
    const { stdout } = await own.run('terraform', 'install', '--mirror', 'm');
    expect(stdout).toBe(`provider_installation {
  filesystem_mirror {
    path    = "${join(own.dir, 'm')}"
    include = ["registry.terraform.io/trueup/id360", "registry.opentofu.org/trueup/id360"]
  }
  direct {
    exclude = ["registry.terraform.io/trueup/id360", "registry.opentofu.org/trueup/id360"]
  }
}
`);
  });

  test.each(['.terraformrc', '.tofurc', '.terraform.d/more.tfrc'])(
    'so does the usual folder where ~/%s says already where providers come from',
    async (name) => {
      const own = await room();
      const file = join(own.dir, 'home', name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, 'plugin_cache_dir = "/tmp"\n');
      expect((await install(own)).cli_configuration).toBeNull();
      await writeFile(file, 'provider_installation {\n  direct {}\n}\n');
      const { stdout, stderr } = await own.run('terraform', 'install');
      expect([stdout, stderr]).toEqual([
        expect.stringContaining(plugins(own)),
        expect.stringContaining(`${file} has a block provider_installation already`),
      ]);
      await own.write('other.rc', '');
      const { stdout: none } = await own.runWith({ TF_CLI_CONFIG_FILE: 'other.rc' }, 'terraform', 'install');
      expect(none).toBe('');
    },
  );

  test('the guide shows what is printed', async () => {
    const own = await room();
    const guide = await readFile(join(dirname(main), '../docs/guides/installing.md'), 'utf8');
    const { stdout } = await own.run('terraform', 'install', '--mirror', 'm');
    expect(guide).toContain(stdout.replace(join(own.dir, 'm'), '/srv/providers'));
  });
});

test('trueup terraform-provider and trueup terraform say what to run instead', async () => {
  const own = await room();
  const ran = [['terraform-provider'], ['terraform-provider', '--debug'], ['terraform']].map((args) =>
    own.run(...args),
  );
  const [plugin, options, group] = await Promise.all(ran);
  expect([plugin?.code, options?.code, group?.code]).toEqual([1, 1, 1]);
  expect(plugin?.stderr).toContain('trueup terraform install');
  expect(options?.stderr).toContain('trueup terraform install');
  expect(group?.stderr).toContain('trueup terraform is a group of commands');
});

acceptance('with the real terraform', () => {
  const configuration = (source: string): string =>
    `terraform {\n  required_providers {\n    id360 = { source = "${source}" }\n  }\n}\n
resource "id360_device_set" "all" {\n  name   = "all"\n  agent  = "approved"\n  select = { filter = "id pr" }\n}\n`;

  /** A folder whose name means something to shells and to templates. */
  const odd = `a "folder" $\{with} 'é`;

  async function terraform(own: Room, ...args: readonly string[]): Promise<string> {
    const env = { ...own.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
    const limits = { timeout: 50_000, killSignal: 'SIGKILL' } as const;
    return (await promisify(execFile)('terraform', args, { cwd: own.dir, env, ...limits })).stdout;
  }

  test('install, init, plan: nothing else is needed', async () => {
    const own = await tenant();
    await own.write('main.tf', configuration('trueup/id360'));
    await install(own);
    await terraform(own, 'init', '-input=false');
    expect(await terraform(own, 'plan', '-input=false', '-no-color')).toContain('1 to add');
    expect(await readFile(join(own.dir, '.terraform.lock.hcl'), 'utf8')).toContain(version);
  });

  test.each(['registry.opentofu.org/trueup/id360', 'terraform.example.com/trueup/id360'])(
    '%s: no registry is asked, whatever it is called',
    async (source) => {
      const own = await room();
      await own.write('main.tf', configuration(source));
      const args = ['--mirror', odd, '--host', source.split('/')[0] ?? ''];
      const { stdout } = await own.run('terraform', 'install', ...args);
      await own.write('mirror.rc', stdout);
      const configured = { ...own, env: { ...own.env, TF_CLI_CONFIG_FILE: join(own.dir, 'mirror.rc') } };
      await terraform(configured, 'init', '-input=false');
      expect(await terraform(configured, 'validate', '-no-color')).toContain('The configuration is valid');
    },
  );

  test.each<[string, ...string[]]>([
    ['registry.terraform.io'],
    ['terraform.example.com', '--host', 'terraform.example.com'],
  ])('the configuration that is printed is a valid one: %s', async (host, ...options) => {
    const own = await room();
    const { stderr } = await own.run('terraform', 'install', ...options);
    const [, printed = ''] = stderr.split('In a configuration:');
    await own.write('main.tf', printed);
    await terraform(own, 'init', '-input=false');
    expect(await terraform(own, 'validate', '-no-color')).toContain('The configuration is valid');
    expect(await terraform(own, 'providers')).toContain(`provider[${host}/trueup/id360] ${version}`);
    expect(await terraform(own, 'fmt', '-check')).toBe('');
  });

  test('a script that runs trueup terraform-provider is a provider too', async () => {
    const own = await room();
    await own.write('main.tf', configuration('trueup/id360'));
    const [{ file } = { file: '' }] = (await install(own)).packages;
    await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${main}' terraform-provider\n`);
    await terraform(own, 'init', '-input=false');
    expect(await terraform(own, 'validate', '-no-color')).toContain('The configuration is valid');
  });
});
