// Meta arguments of a resource, which are terraform's own. Those that change nothing of what is wanted are passed over;
// those that do would make another plan than terraform's, so they are errors.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { finding, type Words } from '../finding.ts';
import { placeOf } from '../source.ts';
import type { MapTree, Member } from '../tree.ts';
import { labelsIn } from './shapes.ts';

interface WithoutMeta {
  readonly body: MapTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** The body with arguments alone. */
export function withoutMeta(body: MapTree, address: string): WithoutMeta {
  const diagnostics: Diagnostic[] = [];
  const members = new Map<string, Member>();
  for (const [name, member] of body.members) {
    if (name === '//' || name === 'depends_on') continue;
    const refusal = refused[name];
    if (refusal !== undefined) diagnostics.push(metaArgument(refusal(address), member));
    else if (name === 'provider') diagnostics.push(...otherProvider(member, address));
    else if (name === 'lifecycle') diagnostics.push(...lifecycle(member, address));
    else members.set(name, member);
  }
  return { body: { ...body, members }, diagnostics };
}

const metaArgument = (words: Words, { key }: Member): Diagnostic =>
  finding('terraform-meta', words, placeOf(key));

const repeats =
  (name: string) =>
  (address: string): Words => ({
    summary: `${address} has ${name}`,
    why: 'how many resources it makes, only terraform can work out',
    next: 'write each resource out, or use terraform plan',
  });

const runs =
  (name: string) =>
  (address: string): Words => ({
    summary: `${address} has a ${name}`,
    why: 'trueup runs no programs and connects to no machine',
    next: `take the ${name} out, or use terraform`,
  });

const refused: Readonly<Record<string, (address: string) => Words>> = Object.assign(Object.create(null), {
  count: repeats('count'),
  for_each: repeats('for_each'),
  dynamic: repeats('dynamic blocks'),
  provisioner: runs('provisioner'),
  connection: runs('connection'),
});

function otherProvider({ value }: Member, address: string): Diagnostic[] {
  if (value.type === 'scalar' && (value.value === 'id360' || value.value === null)) return [];
  const words = {
    summary: `${address} is of another provider configuration`,
    why: 'trueup works on one tenant at a time: that of provider.id360, without an alias',
    next: 'give each tenant a configuration of its own',
  };
  return [finding('terraform-provider', words, placeOf(value.spot))];
}

const harmless: readonly string[] = ['create_before_destroy', 'prevent_destroy', 'replace_triggered_by'];

function lifecycle({ value }: Member, address: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { label, key, value: setting } of labelsIn(value, `lifecycle of ${address}`, found)) {
    const empty = setting.type === 'list' && setting.items.length === 0;
    if (!harmless.includes(label) && !empty)
      found.push(finding('terraform-meta', notHonoured(label, address), placeOf(key)));
  }
  return found;
}

const notHonoured = (label: string, address: string): Words => ({
  summary: `${address} has lifecycle.${label}`,
  why: 'trueup does not honour it, so its plan would be another than that of terraform',
  next:
    label === 'ignore_changes'
      ? 'leave the argument out instead: what is absent is not managed'
      : 'take it out, or use terraform plan; a rule of guards.rules can check the plan as well',
});
