// What people should know of a plan beside its changes: what is no longer managed stays as it is, and is never reset.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { ValueObject } from '../value/types.ts';

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
