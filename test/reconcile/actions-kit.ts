// What the tests of user actions share: users that fail as they are told to, desired files, and the truth: which users
// the simulator has worked on, in which execution, and how that ended for each.

import { type Kept, keptIn } from '../../src/kinds/user_action/memory.ts';
import { taskOf } from '../../src/kinds/user_action/prepare.ts';
import { addressOf } from '../../src/model/address.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import type { Memory } from '../../src/model/memory.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { RunReport } from '../../src/model/run.ts';
import { endsOf } from '../../src/report/run-ends.ts';
import type { LoggedRequest, Simulator } from '../../src/simulator/index.ts';

export const firstUser = 2_000_000_174_051;
export const userId = (i: number): string => String(firstUser + i);

/** How a user fails: always, or so many times. */
export type Failing = 'never' | 'always' | number;

export function usersOf(count: number, failing: (i: number) => Failing = () => 'never'): JsonObject[] {
  return Array.from({ length: count }, (_, i) => {
    const how = failing(i);
    return {
      id: userId(i),
      first_name: `User${i}`,
      last_name: 'Doe',
      email: `user${i}@contoso.example`,
      ...(how !== 'never' && { fails: 'No such container.' }),
      ...(typeof how === 'number' && { fails_times: how }),
    };
  });
}

export interface Wish {
  readonly action?: string;
  readonly retries?: number;
  /** The action that users are forwarded to; `template`: it has one of its own. */
  readonly forward?: { readonly action: string; readonly template?: string } | undefined;
  readonly template?: string;
}

export const parkName = 'park';
const appConfig = '2000000000001';
const templateOf = (id: string): JsonObject => ({ id, data: [{ OPERATION: 'DISABLE' }] });

/** The desired section of one action for every user whose last name is Doe. */
export function actionSection({
  action = 'move-users',
  retries = 0,
  forward,
  template = '7',
}: Wish): JsonObject {
  const to = forward && {
    action: forward.action,
    ...(forward.template !== undefined && { template: templateOf(forward.template) }),
  };
  return {
    action,
    app_config_id: appConfig,
    template: templateOf(template),
    select: { filter: 'last_name eq "Doe"' },
    retries,
    ...(to && { forward_to: to }),
    allow_removal: true,
    acknowledge: 'for the test',
  };
}

/** JSON is YAML. */
export const actionsFile = (wish: Wish, others: Readonly<Record<string, Wish>> = {}): string => {
  const parts = Object.entries({ [parkName]: wish, ...others });
  const sections = parts.map(([name, one]) => [name, actionSection(one)] as const);
  return JSON.stringify({ version: 1, user_actions: Object.fromEntries(sections) });
};

/** The tasks of an action, by digest: the main one and the one that it forwards to. */
export function digestsOf({ action = 'move-users', forward, template = '7' }: Wish) {
  const one = (name: string, id: string) =>
    taskOf({ action: name, app_config_id: appConfig, template: templateOf(id) }).digest;
  return {
    main: one(action, template),
    forward: forward === undefined ? null : one(forward.action, forward.template ?? template),
  };
}

/** One execution that a user was part of. */
export interface Worked {
  readonly execution: string;
  /** `unreached`: the execution ended before it. */
  readonly status: 'success' | 'failure' | 'unreached';
}

/** By digest and user id: what the simulator did, in its order. */
export type Truth = ReadonlyMap<string, readonly Worked[]>;
export const truthKey = (digest: string, user: string): string => `${digest} ${user}`;

/** Shows the end of every execution, and asks the simulator for what it did. `reads`: the switch to go back to. */
export async function truthOf(simulator: Simulator, reads = 2): Promise<Truth> {
  const truth = new Map<string, Worked[]>();
  simulator.set({ faults: [], executionReads: 0 });
  for (const row of simulator.world.executions()) {
    const { digest } = taskOf({
      action: String(row['action']),
      app_config_id: String(row['app_config_id']),
      template: isObject(row['template_input']) ? row['template_input'] : {},
    });
    const execution = String(row['id']);
    const statuses = await statusesOf(simulator, String(row['action']), execution);
    for (const user of Array.isArray(row['user_ids']) ? row['user_ids'].map(String) : []) {
      const key = truthKey(digest, user);
      const status = statuses.get(user) ?? 'unreached';
      truth.set(key, [...(truth.get(key) ?? []), { execution, status }]);
    }
  }
  simulator.set({ executionReads: reads });
  return truth;
}

/** Page by page, wherever the server counts from: until a page has nothing new. */
async function statusesOf({ url }: Simulator, action: string, execution: string) {
  const statuses = new Map<string, Entity['status']>();
  for (let from = 0, known = -1; statuses.size > known; ) {
    known = statuses.size;
    const response = await fetch(
      `${url}/management/actions/${action}/executions/${execution}/data?from=${from}&limit=1000`,
      { headers: { authorization: 'Zoho-oauthtoken some-token' } },
    );
    // The simulator's own answer.
    const { data } = (await response.json()) as { data: readonly Entity[] | readonly Entity[][] };
    for (const { user, status } of data.flat()) statuses.set(String(user.id), status);
    from = statuses.size;
  }
  return statuses;
}

interface Entity {
  readonly user: { readonly id: string | number };
  readonly status: 'success' | 'failure';
}

/** Actions of the file by name. */
export type Wishes = Readonly<Record<string, Wish>>;

export interface Judged {
  readonly wishes: Wishes;
  readonly users: readonly string[];
  readonly memory: Memory;
  readonly truth: Truth;
}

/** Where the ledger lies, or a user was worked on without leave or too often; nothing where all is well. */
export function liesOf({ wishes, users, memory, truth }: Judged): string[] {
  const digests = Object.values(wishes).flatMap((wish) => Object.values(digestsOf(wish)));
  const planned = new Set(digests.flatMap((digest) => users.map((user) => truthKey(String(digest), user))));
  const strangers = [...truth.keys()]
    .filter((key) => !planned.has(key))
    .map((key) => `${key} was not planned`);
  const lies = Object.entries(wishes).flatMap(([name, wish]) =>
    users.flatMap((user) => userLies(name, wish, user, { memory, truth })),
  );
  return [...lies, ...strangers];
}

function userLies(
  name: string,
  wish: Wish,
  user: string,
  { memory, truth }: Pick<Judged, 'memory' | 'truth'>,
): string[] {
  const { main, forward } = digestsOf(wish);
  const [address, worked] = [`user_action/${name}/${user}`, ranWith(truth, main, user)];
  const lies = liesAbout(address, memory, worked, { most: 1 + (wish.retries ?? 0), digest: main });
  if (forward === null) return lies;
  const [further, went] = [`${address}/${wish.forward?.action}`, ranWith(truth, forward, user)];
  const early = went.length > 0 && !worked.some(({ status }) => status === 'success');
  return [
    ...lies,
    ...liesAbout(further, memory, went, { most: 1, digest: forward }),
    ...(early ? [`${further} was forwarded without a success`] : []),
  ];
}

const ranWith = (truth: Truth, digest: string, user: string): readonly Worked[] =>
  truth.get(truthKey(digest, user)) ?? [];

interface Leave {
  /** Executions that a user may be part of. */
  readonly most: number;
  readonly digest: string;
}

function liesAbout(
  address: string,
  memory: Memory,
  worked: readonly Worked[],
  { most, digest }: Leave,
): string[] {
  const state = keptIn(memory.applied(address));
  const kept = state?.task.digest === digest ? state : undefined;
  const said = saidOf(kept, memory.inDoubt.has(address));
  const does = worked.map(({ execution, status }) => `${status} in ${execution}`).join(', ');
  const lie = (what: string): string =>
    `${address}: ${what}; ledger: ${said}; simulator: ${does || 'nothing'}`;
  if (worked.length > most) return [lie(`executed ${worked.length} times of ${most}`)];
  return fits(kept, memory.inDoubt.has(address), worked) ? [] : [lie('the ledger lies')];
}

const saidOf = (kept: Kept | undefined, doubt: boolean): string =>
  `${kept ? `${kept.status} in ${kept.execution || '?'}, ${kept.attempts} attempts` : 'nothing'}${doubt ? ', in doubt' : ''}`;

/** Whether the ledger's word on a user can stand. */
function fits(kept: Kept | undefined, doubt: boolean, worked: readonly Worked[]): boolean {
  const attempts = kept?.attempts ?? 0;
  if (kept === undefined && !doubt) return worked.length === 0;
  if (kept?.status === 'pending')
    return doubt && worked.length === attempts && worked.at(-1)?.execution === kept.execution;
  if (doubt) return worked.length === attempts || worked.length === attempts + 1;
  const last = worked.at(-1);
  if (kept === undefined || last?.status !== kept.status) return false;
  // That a user is gone tells of a success, not of how many attempts it took.
  if (kept.execution === '') return worked.length >= attempts;
  return worked.length === attempts && kept.execution === last.execution;
}

/** Where the report and the ledger differ, or an object of the plan has no word or two. */
export function reportLies(plan: Plan, report: RunReport, before: Memory, after: Memory): string[] {
  const words = new Map<string, string[]>();
  const outcomes = new Map(report.outcomes.map((outcome) => [outcome.step, outcome]));
  for (const step of plan.steps)
    for (const [address, { state }] of endsOf(step, outcomes.get(step.id)))
      words.set(address, [...(words.get(address) ?? []), state]);
  const agreed = new Map(
    plan.agreed.flatMap(({ kind, keys, after: state }) =>
      keys.map((key) => [addressOf(kind, key), saidOf(keptIn(state), false)] as const),
    ),
  );
  return plan.changes.flatMap(({ address }) => {
    const said = words.get(address) ?? [];
    const [state = ''] = said;
    const good =
      said.length === 1 && agrees(state, address, agreed.get(address) ?? ledgerWord(before, address), after);
    return good
      ? []
      : [`${address}: reported ${said.join(' and ') || 'nothing'}, ledger: ${ledgerWord(after, address)}`];
  });
}

function ledgerWord(memory: Memory, address: string): string {
  return saidOf(keptIn(memory.applied(address)), memory.inDoubt.has(address));
}

/** `before`: the ledger's word before the run, with what the plan found. */
function agrees(state: string, address: string, before: string, after: Memory): boolean {
  const [kept, doubt] = [keptIn(after.applied(address)), after.inDoubt.has(address)];
  const same = before === ledgerWord(after, address);
  if (state === 'applied') return kept?.status === 'success' && !doubt;
  if (state === 'failed') return !doubt && (kept?.status === 'failure' || same);
  if (state === 'in_doubt') return doubt;
  return same && !doubt;
}

export const isExecute = ({ method, path }: LoggedRequest): boolean =>
  method === 'POST' && path.endsWith('/execute');

/** Executes that the simulator carried out. */
export const executesIn = (requests: readonly LoggedRequest[]): readonly LoggedRequest[] =>
  requests.filter((one) => isExecute(one) && one.status === 200 && one.fault !== 'html');
