// What is there of one resource: observed and compared with what it wants, and nothing planned.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { asDiagnostic } from '../../model/diagnostic.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { observe } from '../../reconcile/observe.ts';
import { type Found, finder } from './found.ts';
import { prepareWishes } from './planning.ts';
import type { Tenant } from './tenant.ts';
import type { Wish } from './wish.ts';

/** With what is worth telling of it; no errors. */
export interface Surveyed extends Found {
  readonly diagnostics: readonly Diagnostic[];
}

/** The errors of the arguments, or why the live state could not be read. */
export async function survey(wish: Wish, tenant: Tenant): Promise<Result<Surveyed, readonly Diagnostic[]>> {
  const memory = await tenant.memory();
  if (!memory.ok) return err([asDiagnostic(memory.error)]);
  const { managed, diagnostics } = await prepareWishes([wish], tenant);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return err(errors);
  const find = finder([wish], memory.value);
  const seen = await observe(managed.map(find.watch), tenant.reader, memory.value);
  if (!seen.ok) return err([asDiagnostic(seen.error)]);
  const told = seen.value.flatMap((one) => one.diagnostics);
  const wrong = told.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return err(wrong);
  const changes = seen.value.flatMap((one) => [...one.changes, ...one.runs(one.changes)]);
  const found = find.foundFor(wish, {
    changes,
    steps: [],
    agreed: seen.value.flatMap((one) => one.agreed),
    reads: seen.value.map(({ read }) => read),
    created_at: new Date(tenant.clock.now()).toISOString(),
  });
  return ok({ ...found, diagnostics: told });
}
