// The command as people run it, seen from the wire: every request that trueup sends, and every answer of the simulator
// that it works on, is judged by the document.

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { apply } from '../../src/reconcile/apply.ts';
import type { Options } from '../../src/simulator/index.ts';
import { benchOf, everything, inputOf, makePlan, must, worldOf } from '../reconcile/tenant.ts';
import { byRefresh, openRoom, type Ran, type Room } from './command.ts';
import { judgeOf } from './judge.ts';
import { calls, start } from './tenant.ts';

const judge = await judgeOf();

/** Operations that trueup has called with success, in any of the tests. */
const seen = new Set<string>();

async function room(options: Options, signIn?: Parameters<typeof openRoom>[1]): Promise<Room> {
  const opened = await openRoom({ jobReads: 0, ...options }, signIn);
  onTestFinished(() => opened.close());
  return opened;
}

/** What is wrong in the exchanges so far; a request to no operation is wrong too. */
function problemsOf({ exchanges }: Room): readonly string[] {
  return exchanges.flatMap((exchange) => {
    const { operation, request, answer } = judge(exchange);
    const status = exchange.answer?.status ?? 0;
    if (operation !== null && status >= 200 && status < 300) seen.add(operation);
    const strange = operation === null ? ['belongs to no operation'] : [];
    return [...strange, ...request, ...answer].map(
      (problem) => `${exchange.method} ${exchange.target} ${status}: ${problem}`,
    );
  });
}

const codeOf = ({ code, stdout, stderr }: Ran): string =>
  code === 0 ? 'done' : `${code}\n${stdout}${stderr}`;

const device = (id: number, more: Readonly<Record<string, string | boolean>> = {}) => ({
  id: String(2_000_000_000_000 + id),
  name: `DEVICE-${id}`,
  os_type: 'Windows',
  serial_number: `SN${id}`,
  agent_status: 'pending',
  join_type: 'IDPJoined',
  is_deactivated: false,
  date_added: '2024-01-15T09:00:00Z',
  ...more,
});

const devices = [
  ...Array.from({ length: 101 }, (_, at) => device(at + 1)),
  device(201, { agent_status: 'active', is_deactivated: true }),
  device(202, { agent_status: 'active' }),
  device(203, { agent_status: 'inactive', join_type: 'ADJoined' }),
  device(204),
  device(205),
];

const desired = `version: 1
account_linking:
  is_enabled: true
  attribute_value: mail
  sync: on_change
  acknowledge: "for the test"
restricted_accounts: { mode: at_least, names: [breakglass] }
device_sets:
  approve: { agent: approved, select: { filter: 'serial_number sw "SN1" or serial_number eq "SN5"' } }
  activate: { access: activated, select: { serial_numbers: [SN201] } }
  deactivate: { access: deactivated, acknowledge: "for the test", select: { serial_numbers: [SN202] } }
  remove: { agent: removed, select: { serial_numbers: [SN203] } }
  deny: { agent: denied, select: { serial_numbers: [SN204, SN205] } }
view_columns:
  move-users: { app_config_id: "2000000000001", columns: [email, first_name] }
`;

const config = `version: 1
tenants:
  acme:
    desired: [desired.yaml]
    base_url: BASE
    guards: { max_denials: 100%, max_deactivations: 100%, max_removals: 5 }
`;

const switches: Readonly<Record<string, Options>> = {
  'as it is': {},
  'ids are numbers, multi-status': { ids: 'number', envelope: 207 },
  'hostnames, masked codes, denied is gone': { name: 'hostname', errorCodes: 'masked', denied: 'gone' },
  'short pages that end empty': { maxLimit: 40, lastPage: 'empty_page', totals: 'wrong' },
  'short pages, the cursor comes again': { maxLimit: 40, lastPage: 'repeated_cursor', access: 'hidden' },
  'small batches, results missing': { bulkMax: 30, missingResults: 3 },
};

test.each(Object.entries(switches))('plan, apply, drift and export: %s', async (_, options) => {
  const opened = await room({ world: { devices }, ...options });
  await opened.write('desired.yaml', desired);
  await opened.write('trueup.yaml', config.replace('BASE', `${opened.origin}/api/v1`));
  expect(codeOf(await opened.run('plan', '--tenant', 'acme', '--out', 'plan.json'))).toBe('done');
  const applied = await opened.run('apply', 'plan.json', '--tenant', 'acme');
  expect(codeOf(await opened.run('drift', '--tenant', 'acme'))).toBe('done');
  expect(codeOf(await opened.run('export', '--tenant', 'acme'))).toBe('done');
  expect(problemsOf(opened)).toEqual([]);
  expect(codeOf(applied)).toBe('done');
});

const users = ['John', 'Jane', 'Priya', 'Omar', 'Mei'].map((first_name, at) => ({
  id: String(2_000_000_174_051 + at),
  first_name,
  last_name: at < 3 ? 'Doe' : 'Lin',
  email: `${first_name}@contoso.example`,
  ou: '2000000900001',
  ...(at === 1 && { fails: 'No such container.', fails_times: 1 }),
}));

const actions = `version: 1
user_actions:
  park:
    action: move-users
    app_config_id: "2000000000001"
    template: { id: "2000000000001", data: [{ OPERATION: DISABLE }] }
    select:
      filter: 'last_name eq "Doe"'
      ou: { selected_ids: ["2000000900001"], exclude_child_ous: true }
      user_ids: ["2000000174055"]
    retries: 1
    forward_to: delete-users
    allow_removal: true
    acknowledge: "for the test"
`;

const endings: Readonly<Record<string, Options>> = {
  'as it is': {},
  'ids are numbers': { ids: 'number', totals: 'absent', maxLimit: 2 },
  'from counts from 0': { firstIndex: 0, maxLimit: 2 },
  'it runs out of time': { executionEnd: 'time_out' },
  'executions are listed': { executionsListed: 'yes', executionEnd: 'interrupted' },
};

test('one device of many', async () => {
  const opened = await room({ world: { devices }, maxLimit: 10 });
  await opened.write(
    'desired.yaml',
    'version: 1\ndevice_sets:\n  one: { agent: approved, select: { serial_numbers: [SN205] } }\n',
  );
  expect(codeOf(await opened.run('apply', '-f', 'desired.yaml', '--auto-approve'))).toBe('done');
  expect(problemsOf(opened)).toEqual([]);
});

test.each(Object.entries(endings))('user actions: %s', async (name, options) => {
  const opened = await room({ world: { users, ous: { 2000000900001: null } }, ...options });
  await opened.write('desired.yaml', actions);
  await opened.write('trueup.yaml', config.replace('BASE', `${opened.origin}/api/v1`));
  const applied = await opened.run('apply', '--tenant', 'acme', '--auto-approve');
  expect(problemsOf(opened)).toEqual([]);
  expect(opened.exchanges.map(({ target }) => target)).toContain(start.path);
  if (name === 'as it is') expect(codeOf(applied)).toBe('done');
});

test('executions, handled one by one', async () => {
  const opened = await room({ world: { users, ous: { 2000000900001: null } } });
  await opened.write('desired.yaml', actions.replace('    retries: 1\n', ''));
  await opened.run('apply', '-f', 'desired.yaml', '--auto-approve');
  const [execution = ''] = opened.exchanges.flatMap(
    ({ target }) => /move-users\/executions\/(\d+)\//.exec(target)?.[1] ?? [],
  );
  expect(codeOf(await opened.run('executions', 'show', execution))).toBe('done');
  expect(
    codeOf(await opened.run('executions', 'retry', execution, '--auto-approve', '--allow-removal')),
  ).toBe('done');
  expect(problemsOf(opened)).toEqual([]);
});

const moves = `version: 1
user_moves:
  to-managers:
    domain: admp.local
    container: "OU=managers,DC=admp,DC=local"
    subject: Move users
    priority: High
    description: Zoë's team
    accounts: [john, jane]
`;

test.each([null, 'another'])(
  'user moves, where ADManager Plus takes the token: %s',
  async (admanagerToken) => {
    const opened = await room({ admanagerToken });
    await opened.write('desired.yaml', moves);
    const applied = await opened.run('apply', '-f', 'desired.yaml', '--auto-approve');
    expect(problemsOf(opened)).toEqual([]);
    expect(opened.exchanges.map(({ target }) => target)).toContain('/RestAPI/CreateWorkFlowRequest');
    expect(codeOf(applied) === 'done').toBe(admanagerToken === null);
  },
);

test('history, with an access token that trueup asks for itself', async () => {
  const opened = await room({ world: { devices } }, byRefresh);
  expect((await opened.send(calls['syncAccountLinking'] ?? start)).answer.status).toBe(200);
  expect(codeOf(await opened.run('history', '--filter', 'status eq "success"', '--limit', '5'))).toBe('done');
  expect(problemsOf(opened)).toEqual([]);
});

const faults: Readonly<Record<string, Options>> = {
  'too many requests, failures': {
    faults: { rateLimit: { every: 4 }, error: { every: 3 } },
    errorCodes: 'number',
  },
  'answers lost, connections broken': {
    faults: { lost: { every: 5 }, reset: { every: 4 }, truncated: { every: 7 } },
  },
};

test.each(Object.entries(faults))('requests that come again: %s', async (_, options) => {
  const world = worldOf({ approve: 220, keep: 5 });
  const opened = await room({ world, ...options });
  await opened.write('desired.yaml', everything);
  const bench = benchOf(`${opened.origin}/api/v1`, opened.folder);
  onTestFinished(() => bench.client.close());
  const planned = must(await makePlan(bench, join(opened.folder, 'desired.yaml')));
  must(await apply(planned, inputOf(bench)));
  expect(problemsOf(opened)).toEqual([]);
  expect(opened.exchanges.length).toBeGreaterThan(10);
});

test('trueup has called what it needs, each with success', () => {
  expect([...seen].sort()).toEqual([
    'activateDevice',
    'approveDeviceAgents',
    'createWorkflowRequest',
    'deactivateDevice',
    'deleteDevice',
    'denyDeviceAgents',
    'executeAction',
    'forwardExecution',
    'getAccountLinking',
    'getDevice',
    'getExecution',
    'getExecutionStatus',
    'getViewColumns',
    'listAccountLinkingHistory',
    'listDevices',
    'listEntities',
    'listExecutionEntities',
    'listExecutions',
    'listJobs',
    'listLocalAccounts',
    'refreshAccessToken',
    'retryExecution',
    'syncAccountLinking',
    'updateAccountLinking',
    'updateViewColumns',
  ]);
});
