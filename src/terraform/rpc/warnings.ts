// What people should know of a plan beside its changes: what could hurt, and that what is no longer managed stays as it
// is, and is never reset. Terraform folds warnings with one summary into one: each names its resource.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { objects } from '../../report/field-text.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Found } from '../session/found.ts';
import type { Wish } from '../session/wish.ts';
import { named } from '../session/words.ts';
import type { ValueObject } from '../value/types.ts';
import { mapIn } from './resource.ts';

/** What could hurt of what the resource wants, and with which reason it was accepted. */
export function dangers({ body }: Wish, { hazards, changes }: Found): Diagnostic[] {
  const names = new Map<string, string>(
    hazards.length === 0 ? [] : changes.map((change) => [change.address, named(change)]),
  );
  return hazards.map(({ hazard, whys, acknowledged, addresses }) => ({
    code: 'terraform.hazard',
    severity: 'warning',
    summary: `${body.file}: ${hazard} ${objects(addresses.length)}`,
    why: [...whys, ...acknowledged.map(acceptedWith)].join('\n'),
    next: 'apply this plan only where that is meant',
    addresses: addresses.map((address) => names.get(address) ?? address),
  }));
}

const acceptedWith = (reason: string): string => `accepted with the reason "${reason}"`;

/** Objects that the set had and does not select any more. Those that are gone have left the state before. */
export function released(
  { body }: Wish,
  prior: ValueObject | null,
  planned: ReadonlySet<string>,
): Diagnostic[] {
  const left = Object.keys(mapIn(prior, 'members')).filter((key) => !planned.has(key));
  if (left.length === 0) return [];
  return [
    {
      code: 'terraform.released',
      severity: 'warning',
      summary: `${body.file}: ${objects(left.length)} no longer selected`,
      why: 'they stay as they are now, and are no longer managed, though Terraform shows each as going to null',
      next: 'where something else is wanted of them, select them in a set that says so',
      addresses: left,
    },
  ];
}

/** A plan that cannot list whom it is about. */
export function notKnownYet(type: ResourceType, config: ValueObject): Diagnostic {
  const name = config[type.rule.of === 'entries' ? type.rule.key : ''];
  return {
    code: 'terraform.not-known-yet',
    severity: 'warning',
    summary: `${type.name}${typeof name === 'string' ? ` ${name}` : ''}: what it will change is known only during the apply`,
    why: 'an argument comes from something that is not there yet, so this plan lists none of its objects; guards judge them during the apply',
    next: 'to see them first, apply what it refers to with -target, and plan again',
  };
}

/** A resource that leaves the configuration. */
export function leaving({ name, rule }: ResourceType): Diagnostic {
  const once = rule.once === true;
  return {
    code: 'terraform.unmanaged',
    severity: 'warning',
    summary: once
      ? `destroying ${name} undoes nothing that has run`
      : `destroying ${name} changes nothing at the tenant`,
    why: once
      ? 'what was run stays done; Terraform forgets it, and trueup remembers in its ledger only'
      : 'what it managed stays as it is now, and is no longer managed',
    next: once ? '' : 'where something else is wanted, apply that first, and destroy afterwards',
  };
}

/** Arguments that were managed and are no longer given. */
export function unmanaged(
  { kind, rule }: ResourceType,
  prior: ValueObject | null,
  config: ValueObject,
): Diagnostic[] {
  const parts = rule.of === 'sections' ? Object.keys(rule.parts) : [];
  const managed = [...new Set([...Object.keys(kind.rules), ...parts])];
  return managed
    .filter((argument) => (prior?.[argument] ?? null) !== null && (config[argument] ?? null) === null)
    .map((argument) => ({
      code: 'terraform.unmanaged',
      severity: 'warning',
      summary: `${argument} is no longer managed`,
      why: 'it is not in the configuration any more; the tenant keeps what it has, though Terraform shows it as going to null',
      next: 'write the value that is wanted, where it should change',
    }));
}
