// What a plan allows to be sent: each of its requests, and what the words of its steps announce (`follows`): retries and
// forwards of its own executions, and executions of its own users by name, no user more often than the plan says.

import { expect } from 'vitest';
import { type ApiRequest, urlOf } from '../../src/model/call.ts';
import { runKey } from '../../src/model/change.ts';
import { canonical, isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Plan, PlannedChange } from '../../src/model/plan.ts';
import type { LoggedRequest, Simulator } from '../../src/simulator/index.ts';

/** A write as it arrived, or as a plan holds it. */
interface Write {
  readonly call: string;
  readonly body: Json | null;
}

const secret = '***';

/** Whether the work of a request was done, or may have been: not where the fault came instead of it. */
export const isDone = ({ fault }: LoggedRequest): boolean =>
  fault === undefined || ['lost', 'truncated', 'cut'].includes(fault);

/** Writes that the simulator worked on after the first `since` requests. */
export const writesSince = ({ requests }: Simulator, since: number): Write[] =>
  requests
    .slice(since)
    .filter((request) => request.method !== 'GET' && isDone(request))
    .map(({ method, path, query, body = null }) => ({
      call: `${method} ${urlOf({ path: path.replace('/api/v1', ''), query })}`,
      body,
    }));

/** A service's request arrives as a form, with its token. */
function writeOf(request: ApiRequest): Write {
  const { service, method, body } = request;
  const call = `${method} ${urlOf(request)}`;
  if (service === undefined) return { call, body };
  const fields = Object.entries(isObject(body) ? body : {}).map(([name, value]) => [name, textOf(value)]);
  return { call, body: { ...Object.fromEntries(fields), AuthToken: secret } };
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const same = (a: Write, b: Write): boolean => a.call === b.call && canonical(a.body) === canonical(b.body);

/** Every arrived write is the plan's or announced by it; `whole`: every write of the plan has arrived, once. */
export function expectOnlyPlanned(plan: Plan, simulator: Simulator, since: number, whole: boolean): void {
  const arrived = writesSince(simulator, since);
  const repeatable = plan.steps
    .filter((step) => step.repeatable)
    .flatMap(({ requests }) => requests.map(writeOf));
  let left = plan.steps.flatMap(({ requests }) => requests.map(writeOf));
  const others: Write[] = [];
  for (const write of arrived) {
    const at = left.findIndex((one) => same(one, write));
    if (at >= 0) left = left.filter((_, i) => i !== at);
    else if (whole || !repeatable.some((one) => same(one, write))) others.push(write);
  }
  if (whole) expect(left).toEqual([]);
  const announced = announcedBy(plan, simulator);
  expect(others.filter((write) => !announced(write))).toEqual([]);
  expectEachUserOnce(plan, arrived);
}

/** A task of the plan: what is executed, for whom, and how often for each. */
interface Task {
  readonly times: Map<string, number>;
}

const taskKey = (action: unknown, appConfig: unknown, template: unknown): string =>
  JSON.stringify([action, appConfig, template]);

/** The user of a user action's address, which names it last, or before the action it is forwarded to. */
export const userOf = (address: string): string => address.split('/')[2] ?? '';

/** How often the plan may execute the user of a change. */
export function timesOf({ after }: PlannedChange): number {
  if (after?.[runKey] === 'forward') return 1;
  return 1 + Number(after?.['retries'] ?? 0) - (after?.[runKey] === 'retry' ? Number(after['attempts']) : 0);
}

function tasksOf({ changes }: Plan): ReadonlyMap<string, Task> {
  const tasks = new Map<string, Task>();
  for (const change of changes) {
    const { address, after } = change;
    if (!address.startsWith('user_action/')) continue;
    const key = taskKey(after?.['action'], after?.['app_config_id'], after?.['template']);
    const task = tasks.get(key) ?? { times: new Map() };
    tasks.set(key, task);
    const user = userOf(address);
    task.times.set(user, (task.times.get(user) ?? 0) + timesOf(change));
  }
  return tasks;
}

const executePath = /^POST \/management\/actions\/([^/?]+)\/execute$/;
const selectPath =
  /^POST \/management\/actions\/([^/?]+)\/executions\/([^/?]+)\/(?:retry|forward\/([^/?]+))$/;

/** The task and the users of an execute; undefined for another call. */
function executed({
  call,
  body,
}: Write): { readonly key: string; readonly users: readonly string[] } | undefined {
  const [, action] = executePath.exec(call) ?? [];
  if (action === undefined || !isObject(body)) return undefined;
  const { app_config_id, template_input, user_ids, ...others } = body;
  expect(others).toEqual({});
  const users = Array.isArray(user_ids) ? user_ids.map(String) : [];
  return { key: taskKey(action, app_config_id, template_input), users };
}

/** No execute without users, or with a filter of its own; nobody but the plan's users, nobody more often than it says. */
function expectEachUserOnce(plan: Plan, arrived: readonly Write[]): void {
  const tasks = tasksOf(plan);
  const counts = new Map<string, Map<string, number>>();
  for (const write of arrived) {
    if (!write.call.includes('/execute')) continue;
    const one = executed(write);
    expect(one, `an execute with a query, or for a task that is not planned: ${write.call}`).toBeDefined();
    if (one === undefined) continue;
    expect(one.users.length).toBeGreaterThan(0);
    expect(new Set(one.users).size).toBe(one.users.length);
    const seen = counts.get(one.key) ?? new Map<string, number>();
    counts.set(one.key, seen);
    for (const user of one.users) seen.set(user, (seen.get(user) ?? 0) + 1);
  }
  const tooMany = [...counts].flatMap(([key, users]) =>
    [...users]
      .filter(([user, count]) => count > (tasks.get(key)?.times.get(user) ?? 0))
      .map(([user]) => [key, user]),
  );
  expect(tooMany).toEqual([]);
}

/** Whether the words of the plan's steps announce a call that is not among its requests. */
function announcedBy(plan: Plan, { world }: Simulator): (write: Write) => boolean {
  const tasks = tasksOf(plan);
  const words = plan.steps.flatMap(({ follows = [] }) => follows).join('\n');
  const given = new Set(plan.changes.map(({ after }) => after?.['execution']));
  const isOurs = (id: string, action: string): boolean =>
    given.has(id) ||
    world.executions().some((one) => one['id'] === id && one['action'] === action && ours(one, tasks));
  return (write) => {
    const one = executed(write);
    if (one !== undefined) return tasks.has(one.key) && /retry|execute/.test(words);
    const [, action = '', execution = '', target] = selectPath.exec(write.call) ?? [];
    if (execution === '' || write.body !== null || !isOurs(execution, action)) return false;
    return target === undefined ? words.includes('retry') : words.includes(`execute ${target} `);
  };
}

/** An execution for users of the plan alone. */
function ours(execution: JsonObject, tasks: ReadonlyMap<string, Task>): boolean {
  const { action, app_config_id, template_input, user_ids } = execution;
  const task = tasks.get(taskKey(action, app_config_id, template_input));
  return Array.isArray(user_ids) && user_ids.every((user) => task?.times.has(String(user)) ?? false);
}
