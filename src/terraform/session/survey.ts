// What is there of one resource: observed and compared with what it wants, and nothing planned.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { asDiagnostic } from '../../model/diagnostic.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { observe } from '../../reconcile/observe.ts';
import { type Found, finder } from './found.ts';
import { prepareWishes } from './planning.ts';
import type { Tenant } from './tenant.ts';
import type { Wish } from './wish.ts';

/** The errors of the arguments, or why the live state could not be read. */
export async function survey(wish: Wish, tenant: Tenant): Promise<Result<Found, readonly Diagnostic[]>> {
  const memory = await tenant.memory();
  if (!memory.ok) return err([asDiagnostic(memory.error)]);
  const { managed, diagnostics } = await prepareWishes([wish], tenant);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return err(errors);
  const find = finder([wish], memory.value);
  const seen = await observe(managed.map(find.watch), tenant.reader, memory.value);
  if (!seen.ok) return err([asDiagnostic(seen.error)]);
  const wrong = seen.value.flatMap((one) => one.diagnostics).filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return err(wrong);
  const changes = seen.value.flatMap((one) => [...one.changes, ...one.runs(one.changes)]);
  return ok(
    find.foundFor(wish, {
      changes,
      steps: [],
      agreed: seen.value.flatMap((one) => one.agreed),
      reads: seen.value.map(({ read }) => read),
      created_at: new Date(tenant.clock.now()).toISOString(),
    }),
  );
}
