// provider.id360 of a configuration as a tenant of trueup.yaml, so that the same checks and the same defaults hold.
// Secrets are never read from it: a file that holds one is refused.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { printPlace } from '../../model/failure.ts';
import { finding, type Words } from '../finding.ts';
import { placeOf, type Spot } from '../source.ts';
import { childOf, type MapTree, type Member, type Tree } from '../tree.ts';
import { withoutNulls } from './arguments.ts';
import { asText } from './conversion.ts';
import { literal } from './template.ts';

/** A block whose texts mean themselves, without secrets. */
export interface ProviderBlock {
  /** Where `id360` stands. */
  readonly key: Spot;
  readonly body: MapTree;
  /** What cannot be read of it: an error where it counts. */
  readonly unread?: readonly Diagnostic[];
}

/** A block as a file has it, in templates. */
export function readProvider(key: Spot, written: MapTree): ProviderBlock {
  const { tree, diagnostics } = literal(withoutSecrets(written));
  return { key, body: tree, unread: diagnostics };
}

const secrets: readonly (readonly string[])[] = [
  ['access_token'],
  ['client_id'],
  ['client_secret'],
  ['refresh_token'],
  ['admanager', 'auth_token'],
];

/** Secrets that are written out; an expression is terraform's to resolve. */
export function secretsIn(body: MapTree): Diagnostic[] {
  return secrets.flatMap((keys) => {
    const owner = keys.length > 1 ? childOf(body, keys[0] ?? '') : body;
    const name = keys.at(-1) ?? '';
    const member = owner?.type === 'map' ? owner.members.get(name) : undefined;
    return member === undefined || isAbsent(member.value) ? [] : [writtenOut(keys.join('.'), member.key)];
  });
}

/** A reference alone: beside it, or in a call, a secret could be written out. */
const reference = /^\$\{[A-Za-z_][\w.[\]"*-]*\}$/;

function isAbsent(value: Tree): boolean {
  if (value.type !== 'scalar') return false;
  return value.value === null || (typeof value.value === 'string' && reference.test(value.value));
}

interface ProviderTenant {
  /** A file as trueup.yaml is, with this one tenant. */
  readonly tree: MapTree;
  /** Its key there. */
  readonly key: string;
  /** What the block calls it; empty where it says nothing. */
  readonly name: string;
  readonly accountsUrl?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The one tenant of these blocks; undefined where there are none. */
export function providerTenant([block, ...more]: readonly ProviderBlock[]): ProviderTenant | undefined {
  if (block === undefined) return undefined;
  const several = more.map(({ key }) => second(key, block.key));
  const tree = withoutNulls(block.body, 'too');
  const alias = tree.members.get('alias');
  const [name, accounts] = [textOf(tree, 'tenant'), textOf(tree, 'accounts_url')];
  const members = new Map(tree.members);
  for (const key of ['//', 'alias', 'tenant', 'accounts_url']) members.delete(key);
  const key = name.value ?? 'id360';
  const tenant = withCounts({ ...tree, as: 'provider.id360', lacks: ['desired', 'credentials'], members });
  return {
    tree: nested(block.key, 'tenants', nested(name.spot ?? block.key, key, tenant)),
    key,
    name: name.value ?? '',
    ...(accounts.value !== undefined && { accountsUrl: accounts.value }),
    diagnostics: [
      ...several,
      ...(block.unread ?? []),
      ...(alias ? [aliased(alias)] : []),
      ...name.wrong,
      ...accounts.wrong,
    ],
  };
}

/** Says that trueup.yaml is the tenant, and not these. */
export const passedOver = (blocks: readonly ProviderBlock[]): Diagnostic[] =>
  blocks.slice(0, 1).map(({ key }) =>
    finding(
      'terraform-passed-over',
      {
        summary: 'provider.id360 is passed over',
        why: 'trueup.yaml says which tenant this is, and with which guards',
        next: 'keep both alike, or delete one: terraform reads provider.id360 alone',
      },
      placeOf(key),
      { severity: 'warning' },
    ),
  );

const nested = (spot: Spot, key: string, value: Tree): MapTree => ({
  type: 'map',
  spot,
  members: new Map([[key, { key: spot, value }]]),
});

interface Text {
  readonly value?: string;
  readonly spot?: Spot;
  readonly wrong: readonly Diagnostic[];
}

/** A text that the block has beside what a tenant of trueup.yaml has. */
function textOf(tree: MapTree, key: string): Text {
  const member = tree.members.get(key)?.value;
  if (member === undefined) return { wrong: [] };
  const value = asText(member);
  if (value === undefined) return { wrong: [notText(key, member)] };
  return value === '' ? { wrong: [] } : { value, spot: member.spot, wrong: [] };
}

const notText = (key: string, { spot }: Tree): Diagnostic =>
  finding(
    'wrong-type',
    { summary: `${key} of provider.id360 is not a text`, why: 'it takes one', next: 'write it in quotes' },
    placeOf(spot),
  );

function withoutSecrets(body: MapTree): MapTree {
  const members = new Map(body.members);
  for (const [name, inner] of secrets) {
    const owner = name === undefined ? undefined : members.get(name);
    if (name === undefined || owner === undefined) continue;
    if (inner === undefined) members.delete(name);
    else if (owner.value.type === 'map') members.set(name, { ...owner, value: less(owner.value, inner) });
  }
  return { ...body, members };
}

function less(tree: MapTree, key: string): MapTree {
  const members = new Map(tree.members);
  members.delete(key);
  return { ...tree, members };
}

/** Limits are texts in Terraform: "25" is the count that trueup.yaml writes as a number. */
function withCounts(tenant: MapTree): MapTree {
  const guards = tenant.members.get('guards');
  if (guards?.value.type !== 'map') return tenant;
  const members = new Map<string, Member>();
  for (const [name, member] of guards.value.members) {
    const { value } = member;
    const isCount =
      name.startsWith('max_') && value.type === 'scalar' && /^[0-9]{1,15}$/.test(String(value.value));
    members.set(name, isCount ? { ...member, value: { ...value, value: Number(value.value) } } : member);
  }
  const counted = { ...guards, value: { ...guards.value, members } };
  return { ...tenant, members: new Map(tenant.members).set('guards', counted) };
}

const writtenOut = (name: string, key: Spot): Diagnostic =>
  finding(
    'secret-in-file',
    {
      summary: `${name} of provider.id360 is written out`,
      why: 'secrets come from the environment alone, so that no file in git holds one',
      next: 'delete it, give the value in an environment variable (ID360_…), and renew the secret if it was committed',
    },
    placeOf(key),
  );

const oneTenant: Pick<Words, 'why' | 'next'> = {
  why: 'trueup works on one tenant at a time',
  next: 'give each tenant a configuration of its own',
};

const second = (key: Spot, first: Spot): Diagnostic =>
  finding(
    'terraform-provider',
    { summary: `provider.id360 stands in ${printPlace(placeOf(first))} already`, ...oneTenant },
    placeOf(key),
    { also: placeOf(first) },
  );

const aliased = ({ key }: Member): Diagnostic =>
  finding('terraform-provider', { summary: 'provider.id360 has an alias', ...oneTenant }, placeOf(key));
