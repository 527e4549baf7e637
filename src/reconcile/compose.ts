// Changes -> plan: compiled to steps, put in order, with their hazards, judged by the guards. Pure but for the clock's
// time in it; what was read, and what was found on the way, is handed through.

import { assemble, byAddress, type Parts } from '../engine/assemble.ts';
import { compile, order } from '../engine/compile.ts';
import { guard } from '../engine/guard.ts';
import { kindOf } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import type { GuardLimits } from '../model/guard.ts';
import type { Kind, Policy } from '../model/kind.ts';
import type { Agreed, PlanBody, ReadReport, Settled, Unlisted } from '../model/plan.ts';
import { estimate } from './cost.ts';
import { judgeOf } from './findings.ts';
import type { Planned } from './probe.ts';
import { type Services, servicesOf } from './services.ts';

interface Composition {
  readonly tenant: string;
  readonly baseUrl: string;
  readonly guards: GuardLimits;
  readonly services?: Services;
  /** Milliseconds since 1970: the time of the plan. */
  readonly at: number;
  /** Changes by kind, in order, with the verdicts of their safety readings. */
  readonly planned: readonly Planned[];
  /** Kinds whose objects apply reads again. */
  readonly kinds: readonly Kind[];
  readonly reads: readonly ReadReport[];
  readonly readSeconds: number;
  readonly settled: readonly Settled[];
  readonly unlisted: readonly Unlisted[];
  readonly agreed: readonly Agreed[];
  readonly diagnostics: readonly Diagnostic[];
  /** What the same run has carried out already: guards and rules judge all of it together. */
  readonly done?: readonly Change[];
}

/** How long a saved plan may be applied, in milliseconds: 7 days, the life of a pull request. */
const lifetime = 7 * 24 * 60 * 60 * 1000;

export async function compose(given: Composition): Promise<PlanBody> {
  const { guards, at, planned, kinds, reads, readSeconds, done = [] } = given;
  const policy: Policy = { protectedAccounts: guards.protectedAccounts };
  const changes = planned.flatMap((part) => part.changes);
  const steps = order(planned.flatMap((part) => compile(part.kind, part.changes, policy)));
  const all = done.length === 0 ? { changes, steps } : withDone(done, { changes, steps }, kinds, policy);
  const services = servicesOf(steps, given.services);
  const parts: Parts = {
    tenant: given.tenant,
    base_url: given.baseUrl,
    ...services.used,
    created_at: new Date(at).toISOString(),
    expires_at: new Date(at + lifetime).toISOString(),
    changes,
    steps,
    settled: [...given.settled].sort(byAddress),
    unlisted: [...given.unlisted].sort(byAddress),
    agreed: given.agreed,
    diagnostics: [...given.diagnostics, ...services.diagnostics, ...guard({ ...all, reads }, guards)],
    reads,
    cost: estimate({ changes, steps, reads }, kinds, readSeconds),
  };
  const judge = await judgeOf(guards);
  return assemble(parts, (plan) => judge(done.length === 0 ? plan : assemble({ ...parts, ...all })));
}

type Judged = Pick<Parts, 'changes' | 'steps'>;

/** An object of which another field is to change counts once. */
function withDone(
  done: readonly Change[],
  { changes, steps }: Judged,
  kinds: readonly Kind[],
  policy: Policy,
): Judged {
  const addresses = new Set(changes.map(({ address }) => address));
  const earlier = byKind(done);
  return {
    changes: [...done.filter(({ address }) => !addresses.has(address)), ...changes],
    steps: [...kinds.flatMap((kind) => compile(kind, earlier(kind), policy)), ...steps],
  };
}

/** The changes of a kind. */
export function byKind(changes: readonly Change[]): (kind: Kind) => readonly Change[] {
  const groups = groupBy(changes, ({ address }) => kindOf(address));
  return ({ name }) => groups.get(name) ?? [];
}
