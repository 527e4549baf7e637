// The plan behind Terraform's: all resources that it has asked about so far, as one desired state, through the same
// planner as the command's. Each resource is answered with its part; the last one has been planned with all others.

import { prepareTree } from '../../config/prepare.ts';
import type { Managed } from '../../config/sections.ts';
import { desiredTree } from '../../config/terraform/sections.ts';
import { keyPlace } from '../../config/tree.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import type { Address } from '../../model/address.ts';
import { asDiagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import { canonical } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import { oncePer } from '../../model/once-per.ts';
import { planBody } from '../../reconcile/plan.ts';
import { type Found, finder } from './found.ts';
import { placed } from './placed.ts';
import { queue } from './queue.ts';
import type { Tenant } from './tenant.ts';
import { toldRuns } from './told-runs.ts';
import { concerns, type Wish } from './wish.ts';

/** The answer for one resource. `found` is its part of the plan; null where there is none for errors. */
export interface Planned {
  readonly found: Found | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The desired state of these resources, ready to be compared; errors are of the resources that they stand in. */
export async function prepareWishes(
  wishes: readonly Wish[],
  { policy, cwd }: Pick<Tenant, 'policy' | 'cwd'>,
): Promise<{ readonly managed: readonly Managed<Kind>[]; readonly diagnostics: readonly Diagnostic[] }> {
  const spelled = wishes.map(({ type, name, body }) => ({ rule: type.rule, label: name, body: body.tree }));
  const { tree, diagnostics } = desiredTree(spelled);
  const prepared = await prepareTree({ tree, kinds, policy, cwd });
  return { managed: prepared.managed, diagnostics: [...diagnostics, ...prepared.diagnostics] };
}

export interface Planner {
  /** Plans a resource together with all that are known in this process. */
  readonly plan: (wish: Wish) => Promise<Planned>;
  /** Makes a resource known that was planned in another process. */
  readonly know: (wish: Wish) => void;
}

export function planner(tenant: Tenant): Planner {
  const union = new Map<string, Wish>();
  const told = new Set<string>();
  const runs = toldRuns();

  const planRound = async (round: readonly Wish[]): Promise<readonly Planned[]> => {
    const twice = round.map((wish) => enter(union, wish));
    const { managed, faults } = await prepareUnion(union, tenant);
    const made = await planUnion([...union.values()], managed, tenant);
    const known = (wish: Wish): Wish => union.get(idOf(wish)) ?? wish;
    const isDone = (address: Address): boolean => tenant.done.at(address) !== undefined;
    const broken = runs.broken((wish) => made.found(known(wish)), isDone);
    const said = [...faults, ...made.diagnostics, ...broken];
    for (const wish of round) if (isWrong(wish, said)) union.delete(idOf(wish));
    const heard = shareOut(said, round, told);
    return round.map((wish, i): Planned => {
      const double = twice[i];
      if (double) return { found: null, diagnostics: [double] };
      // A resource that is like another one, or is planned again, is known as the one that came last.
      const found = made.found(known(wish));
      if (found !== null) runs.note(known(wish), found);
      return { found, diagnostics: heard.get(wish) ?? [] };
    });
  };

  return {
    plan: queue(planRound, () => new Promise((resolve) => setImmediate(resolve))),
    know: (wish) => void union.set(idOf(wish), wish),
  };
}

const idOf = ({ type, name }: Wish): string => `${type.name} ${name}`;

/** Takes a resource up; an error where another one has its name. */
function enter(union: Map<string, Wish>, wish: Wish): Diagnostic | undefined {
  const known = union.get(idOf(wish));
  if (known !== undefined && canonical(known.given) !== canonical(wish.given)) return sameName(wish);
  union.set(idOf(wish), wish);
  return undefined;
}

interface Union {
  readonly managed: readonly Managed<Kind>[];
  /** What is wrong with the arguments of those that were taken out, and what is worth telling of the others. */
  readonly faults: readonly Diagnostic[];
}

/** Takes those out whose arguments are wrong, and prepares the rest. */
async function prepareUnion(union: Map<string, Wish>, tenant: Tenant): Promise<Union> {
  const all = await prepareWishes([...union.values()], tenant);
  const wrong = [...union.values()].filter((wish) => isWrong(wish, all.diagnostics));
  for (const wish of wrong) union.delete(idOf(wish));
  const rest = wrong.length === 0 ? all : await prepareWishes([...union.values()], tenant);
  return { managed: rest.managed, faults: all.diagnostics };
}

const isWrong = (wish: Wish, diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((one) => one.severity === 'error' && concerns(wish, one));

interface Made {
  readonly found: (wish: Wish) => Found | null;
  readonly diagnostics: readonly Diagnostic[];
}

async function planUnion(
  wishes: readonly Wish[],
  managed: readonly Managed<Kind>[],
  tenant: Tenant,
): Promise<Made> {
  const failed = (failure: Failure): Made => ({ found: () => null, diagnostics: [asDiagnostic(failure)] });
  const memory = await tenant.memory();
  if (!memory.ok) return failed(memory.error);
  const unfinished = await tenant.ledger.unfinished();
  if (!unfinished.ok) return failed(unfinished.error);
  const find = finder(wishes, memory.value);
  const made = await planBody({
    managed: managed.map(find.watch),
    diagnostics: [],
    guards: tenant.guards,
    tenant: tenant.name,
    baseUrl: tenant.baseUrl,
    services: tenant.services,
    reader: tenant.reader,
    memory: memory.value,
    underWay: new Set(unfinished.value?.inFlight.flatMap(({ changes }) => changes)),
    clock: tenant.clock,
    done: tenant.done.all(),
    targets: [],
  });
  if (!made.ok) return failed(made.error);
  const { diagnostics, changes } = made.value;
  const found = oncePer((wish: Wish) => find.foundFor(wish, made.value));
  const parts = () => wishes.map((wish) => ({ wish, found: found(wish) }));
  return { found, diagnostics: placed(diagnostics, changes, parts) };
}

/** Each finding once: to the resources of the round that it stands in, a refusal to one of them, or to the first. */
function shareOut(
  diagnostics: readonly Diagnostic[],
  round: readonly Wish[],
  told: Set<string>,
): ReadonlyMap<Wish, readonly Diagnostic[]> {
  const heard = new Map<Wish, Diagnostic[]>(round.map((wish) => [wish, []]));
  for (const one of diagnostics) {
    const text = canonical(one);
    const stands = round.filter((wish) => concerns(wish, one));
    const [first] = round;
    const once = told.has(text) ? [] : (stands.length > 0 ? stands : [first]).slice(0, 1);
    const hearers = stands.length > 0 && one.severity !== 'refusal' ? stands : once;
    told.add(text);
    for (const wish of hearers) if (wish) heard.get(wish)?.push(one);
  }
  return heard;
}

const sameName = ({ type, name, body }: Wish): Diagnostic => ({
  code: 'terraform.same-name',
  severity: 'error',
  summary: `two resources ${type.name} are called ${name}`,
  why: 'a name stands for one of them in plans, in messages and in the ledger, and these have different arguments',
  next: type.rule.of === 'entries' ? `give each a ${type.rule.key} of its own` : 'merge them into one',
  where: keyPlace(body.tree, type.rule.of === 'entries' ? type.rule.key : ''),
});
