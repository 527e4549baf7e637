// What people should know of a plan beside its changes: what could hurt, and that what is no longer managed stays as it
// is, and is never reset. Terraform folds warnings with one summary into one: each names its resource.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { objects } from '../../report/field-text.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Found } from '../session/found.ts';
import type { Wish } from '../session/wish.ts';
import { named } from '../session/words.ts';
import { isUnknown, type ValueObject } from '../value/types.ts';
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

/** Objects that the set had and does not select any more, in a plan or by themselves; whoever has run stays a member. */
export function released(
  { type, body }: Wish,
  prior: ValueObject | null,
  { standings }: Found,
): Diagnostic[] {
  if (type.rule.once === true) return [];
  const left = Object.keys(mapIn(prior, 'members')).filter((key) => !standings.has(key));
  if (left.length === 0) return [];
  return [
    {
      code: 'terraform.released',
      severity: 'warning',
      summary: `${body.file}: ${objects(left.length)} no longer selected`,
      why: 'what is still there stays as it is now, and is no longer managed; where Terraform shows it, it is as going to null',
      next: 'where something else is wanted of them, select them in a set that says so',
      addresses: left,
    },
  ];
}

/** A saved plan that is not known here. Terraform calls it a bug where what is planned then differs. */
export const plannedAnew = ({ body }: Wish): Diagnostic => ({
  code: 'terraform.planned-anew',
  severity: 'warning',
  summary: `${body.file}: the saved plan is not known here, and is made anew`,
  why: 'it was made on another machine, its file was moved, or a part of it was not known yet. Where Terraform says "inconsistent final plan", something has changed since: nothing of it was sent, and that is no bug',
  next: 'plan again in that case, and review that plan',
});

/** A plan that cannot list what it is about: an error where that could hurt. */
export function notKnownYet(type: ResourceType, config: ValueObject): Diagnostic {
  const name = config[type.rule.of === 'entries' ? type.rule.key : ''];
  const what = `${type.name}${typeof name === 'string' ? ` ${name}` : ''}`;
  const why =
    'an argument comes from something that is not there yet, so this plan lists none of its objects';
  const next = 'apply what it refers to first, with -target, and plan again: then the plan lists them';
  if (couldHurt(type, config))
    return {
      code: 'terraform.not-shown',
      severity: 'error',
      summary: `${what}: whom this could hurt cannot be shown before the apply`,
      why,
      next,
    };
  return {
    code: 'terraform.not-known-yet',
    severity: 'warning',
    summary: `${what}: what it will change is known only during the apply`,
    why: `${why}; guards judge them during the apply`,
    next,
  };
}

function couldHurt({ rule }: ResourceType, config: ValueObject): boolean {
  const { once, hurts = {} } = rule;
  const isOne = ([name, values]: [string, readonly string[]]): boolean => {
    const given = config[name] ?? null;
    return isUnknown(given) || values.some((value) => value === given);
  };
  return once === true || Object.entries(hurts).some(isOne);
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
      summary: `the argument ${argument} is no longer managed`,
      why: 'it is not in the configuration any more; the tenant keeps what it has, though Terraform shows it as going to null',
      next: 'write the value that is wanted, where it should change',
    }));
}
