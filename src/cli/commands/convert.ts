// trueup convert: desired files in YAML as a configuration of Terraform in JSON, and back. Offline.

import { dirname } from 'node:path';
import { admanagerUrlFrom, parseBaseUrl } from '../../api/client.ts';
import { type LoadedDesired, loadDesired } from '../../config/desired.ts';
import { disk } from '../../config/disk.ts';
import { isTerraform } from '../../config/find.ts';
import { tenantOf } from '../../config/tenant.ts';
import { type FileTenant, fileTenant } from '../../config/tenants.ts';
import { writtenOut } from '../../config/terraform/inventories.ts';
import { providerBlock } from '../../config/terraform/provider-block.ts';
import { unspelled } from '../../config/terraform/unspelled.ts';
import { writeConfiguration } from '../../config/terraform/write.ts';
import { type MapTree, toValue } from '../../config/tree.ts';
import { writeDesired } from '../../config/write.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import { asObject } from '../../model/json.ts';
import type { ExportedSection } from '../../model/kind.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { version } from '../../model/version.gen.ts';
import { printDiagnostics } from '../../report/failures.ts';
import { exportJson } from '../../report/json.ts';
import type { Io } from '../io.ts';
import { type Given, text, texts, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { invalid, type Trouble } from '../trouble.ts';
import { usage } from '../usage.ts';
import { writeWhole } from '../write-whole.ts';

type Loaded = LoadedDesired<(typeof kinds)[number]>;

interface Document {
  readonly text: string;
  readonly notes: readonly string[];
}

export async function convert(options: Given, io: Io): Promise<Outcome> {
  const made = await documentOf(options, io);
  if (!made.ok) return failed(made.error.failure, made.error.diagnostics);
  const { text: document, notes } = made.value;
  const out = text(options, 'out');
  if (out === undefined) await io.print(document);
  else {
    const written = await writeWhole(out, document, io.cwd, 'new');
    if (!written.ok) return failed(written.error);
  }
  for (const note of notes) io.note(note);
  if (out !== undefined) io.note(`Written: ${out}.`);
  return done;
}

async function documentOf(options: Given, io: Io): Promise<Result<Document, Trouble>> {
  const [file, name] = [text(options, 'config'), text(options, 'tenant')];
  const given = { ...(file !== undefined && { file }), ...(name !== undefined && { tenant: name }) };
  const tenant = await fileTenant({ cwd: io.cwd, env: io.env, ...given });
  if (!tenant.ok) return mistakes(tenant.error);
  const paths = pathsOf(options, tenant.value);
  const loaded = await loadDesired({ paths, cwd: io.cwd, kinds, policy: { protectedAccounts: [] } });
  if (!loaded.ok) return mistakes(loaded.error);
  const to = target(loaded.value.files, options);
  if (!to.ok) return err({ failure: to.error, diagnostics: [] });
  const rules = kinds.flatMap(({ resource }) => resource ?? []);
  const whole = await writtenOut({ disk, cwd: io.cwd }, loaded.value.tree, rules);
  if (whole.diagnostics.length > 0) return mistakes(whole.diagnostics);
  const made =
    to.value === 'yaml'
      ? ok(asYaml(whole.tree, loaded.value, options))
      : asTerraform(whole.tree, tenant.value, options, io);
  if (!made.ok) return made;
  const { diagnostics } = loaded.value;
  const said =
    diagnostics.length === 0 ? [] : [printDiagnostics(diagnostics, { color: io.color.err, width: io.width })];
  return ok({ ...made.value, notes: [...said, ...whole.notes, ...made.value.notes] });
}

const mistakes = (diagnostics: readonly Diagnostic[]): Result<never, Trouble> =>
  err({ failure: invalid(diagnostics), diagnostics });

function pathsOf(options: Given, tenant: FileTenant | null): readonly string[] {
  const given = texts(options, 'file');
  if (given.length > 0 || tenant === null) return given;
  return tenantOf(tenant.name, tenant.raw, {}, dirname(tenant.file)).desired;
}

/** The spelling to write: the other one, unless told. A file must have the name that its spelling is known by. */
function target(files: readonly string[], options: Given): Result<'terraform' | 'yaml'> {
  const [first, second] = new Set(files.map(isTerraform));
  const told = text(options, 'to');
  if (told === undefined && second !== undefined)
    return err(
      usage('which spelling to write is not said', 'add --to terraform or --to yaml', 'both are given'),
    );
  const to = (told ?? (first ? 'yaml' : 'terraform')) === 'yaml' ? 'yaml' : 'terraform';
  const out = text(options, 'out');
  if (out !== undefined && isTerraform(out) !== (to === 'terraform')) return err(misnamed(out, to));
  return ok(to);
}

const misnamed = (out: string, to: 'terraform' | 'yaml'): Failure =>
  usage(
    `${out} is no name for ${to === 'yaml' ? 'a desired file' : 'a configuration of Terraform'}`,
    to === 'yaml' ? 'give a name that ends in .yaml' : 'give a name that ends in .tf.json',
    'terraform and trueup know the one from the other by .tf.json',
  );

function asYaml(tree: MapTree, { files, providers, others }: Loaded, options: Given): Document {
  const value = asObject(toValue(tree));
  const sections = kinds.flatMap((kind) =>
    Object.keys(kind.sections).flatMap((section): ExportedSection[] =>
      value[section] === undefined ? [] : [{ section, value: value[section], comments: new Map() }],
    ),
  );
  const provider = providers.length > 0 ? ['provider.id360 (its place is trueup.yaml)'] : [];
  const left = [...provider, ...others];
  return {
    text: wantsJson(options)
      ? exportJson(sections)
      : writeDesired(sections, `Converted from ${files.join(', ')}.`),
    notes: left.length === 0 ? [] : [`Left out: ${left.join(', ')}.`],
  };
}

function asTerraform(
  tree: MapTree,
  tenant: FileTenant | null,
  options: Given,
  { cwd }: Io,
): Result<Document, Trouble> {
  const spelled = kinds.flatMap(({ resource, sections }) => (resource ? [{ rule: resource, sections }] : []));
  const without = unspelled(tree, spelled);
  if (without.diagnostics.length > 0) return mistakes(without.diagnostics);
  const wrong = tenant && wrongUrl(tenant);
  if (wrong) return err({ failure: wrong, diagnostics: [] });
  const folder = dirname(text(options, 'out') ?? '.');
  const block = tenant === null ? { args: {}, notes: [] } : providerBlock(tenant, { cwd, folder });
  const written = writeConfiguration({
    desired: asObject(toValue(tree)),
    kinds: spelled,
    provider: block.args,
    version,
  });
  return ok({ text: written.text, notes: [...block.notes, ...without.notes, ...written.notes] });
}

/** A URL that cannot be used may hold a password, which no other file should get. */
function wrongUrl({ raw: { base_url, admanager } }: FileTenant): Failure | null {
  const root = base_url === undefined ? null : parseBaseUrl(base_url);
  if (root?.ok === false) return root.error;
  if (admanager === undefined) return null;
  const { base_url: baseUrl, insecure } = admanager;
  const url = admanagerUrlFrom({ env: {}, prefix: '', baseUrl, insecure });
  return url.ok ? null : url.error;
}
