// A simulated tenant behind the recorder, for calls made by hand: how to call each operation of the document so that it
// succeeds. An execution has been started already, since several operations need one.

import { type Options, type Simulator, startSimulator } from '../../src/simulator/index.ts';
import type { Answer, Exchange } from './exchange.ts';
import { record } from './recorder.ts';

/** A call by hand; `path` is the whole of it, `json` and `form` make its body. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** The body is sent without saying how long it is. */
  readonly endless?: boolean;
}

export type Answered = Exchange & { readonly answer: Answer };

export interface Tenant {
  readonly simulator: Simulator;
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  /** Sends a call, and gives what went over the wire. */
  readonly send: (call: Call, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  readonly close: () => Promise<void>;
}

export async function openTenant(options: Options = {}): Promise<Tenant> {
  const simulator = await startSimulator({ devices: 3, users: 4, executionReads: 0, ...options });
  const recorder = await record(simulator.port);
  const send: Tenant['send'] = async (call, headers = {}) => {
    const before = recorder.exchanges.length;
    const answer = await fetch(`${recorder.origin}${call.path}`, {
      method: call.method,
      ...bodyOf(call),
      headers: { accept: 'application/json', ...signIn, ...typeOf(call), ...headers },
    });
    await answer.text();
    const exchange = recorder.exchanges[before];
    const kept = exchange?.answer ?? null;
    if (exchange !== undefined && kept !== null) return { ...exchange, answer: kept };
    throw new TypeError('the recorder has kept nothing');
  };
  const close = async () => {
    await recorder.close();
    await simulator.close();
  };
  return { simulator, origin: recorder.origin, exchanges: recorder.exchanges, send, close };
}

const signIn = { authorization: 'Zoho-oauthtoken some-token' };

function bodyOf({ json, form, endless = false }: Call): RequestInit {
  const text = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
  if (text === undefined) return {};
  return endless ? { body: new Blob([text]).stream(), duplex: 'half' } : { body: text };
}

function typeOf({ json, form }: Call): { readonly 'content-type'?: string } {
  if (json !== undefined) return { 'content-type': 'application/json' };
  return form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
}

const api = '/api/v1';
const actions = `${api}/management/actions/move-users`;
const config = 'app_config_id=2000000000001';

/** Ids of the seeded world, and of the first execution in it. */
const device = '2000000000001';
const [user, absentUser] = ['2000000174051', '9'];
const execution = '2000000810001';

const executeBody = {
  app_config_id: '2000000000001',
  template_input: { id: '2000000000001', data: [{ OPERATION: 'DISABLE' }] },
  user_ids: [user, absentUser],
};

/** Starts the execution that the calls below name. */
export const start: Call = { method: 'POST', path: `${actions}/execute`, json: executeBody };

const workflow = {
  AuthToken: 'technician-token',
  domainName: 'admp.local',
  PRODUCT_NAME: 'trueup',
  inputData: JSON.stringify([
    {
      RequestAction: 'MOVE_USER',
      Subject: 'Move users',
      Container: 'OU=managers,DC=admp,DC=local',
      accounts: [{ sAMAccountName: 'john' }],
    },
  ]),
};

const signInForm = {
  grant_type: 'refresh_token',
  client_id: 'client',
  client_secret: 'secret',
  refresh_token: 'refresh',
};

const get = (path: string): Call => ({ method: 'GET', path });
const post = (path: string): Call => ({ method: 'POST', path });

/** A call of each operation, by its id, that succeeds once `start` was sent. */
export const calls: Readonly<Record<string, Call>> = {
  listDevices: get(`${api}/devices?limit=2&fields=id,name&filter=os_type%20pr&sort=name,-os_type`),
  getDevice: get(`${api}/devices/${device}?fields=name`),
  deleteDevice: { method: 'DELETE', path: `${api}/devices/${device}` },
  listLocalAccounts: get(`${api}/devices/${device}/accounts`),
  activateDevice: post(`${api}/devices/${device}/activate`),
  deactivateDevice: post(`${api}/devices/${device}/deactivate`),
  approveDeviceAgent: post(`${api}/device/${device}/approve-agent`),
  denyDeviceAgent: post(`${api}/device/${device}/deny-agent`),
  approveDeviceAgents: post(`${api}/device/approve-agent?ids=${device}%2C9`),
  denyDeviceAgents: post(`${api}/device/deny-agent?ids=${device},9`),
  getAccountLinking: get(`${api}/device-account-linking`),
  updateAccountLinking: {
    method: 'PATCH',
    path: `${api}/device-account-linking`,
    json: { is_enabled: true, ondemand_provisioning_settings: { default_permission_level: 'standard' } },
  },
  syncAccountLinking: post(`${api}/device-account-linking/sync-now`),
  listAccountLinkingHistory: get(`${api}/device-account-linking/history?from=0&limit=5&sort=-action_time`),
  listJobs: get(`${api}/jobs?filter=id%20eq%20%221%22`),
  listEntities: get(`${actions}/data?from=0&limit=2&app.appConfig_id=1&app.ou.exclude_child_ous=true`),
  getViewColumns: get(`${actions}/view-columns?${config}`),
  updateViewColumns: {
    method: 'PUT',
    path: `${actions}/view-columns?${config}`,
    json: ['email', 'first_name'],
  },
  executeAction: start,
  listExecutions: get(`${actions}/executions`),
  getExecutionStatus: get(`${actions}/executions/${execution}/status`),
  getExecution: get(`${actions}/executions/${execution}`),
  listExecutionEntities: get(`${actions}/executions/${execution}/data?from=0`),
  retryExecution: post(`${actions}/executions/${execution}/retry`),
  forwardExecution: post(`${actions}/executions/${execution}/forward/delete-users`),
  createWorkflowRequestByUrl: get(`/RestAPI/CreateWorkFlowRequest?${new URLSearchParams(workflow)}`),
  createWorkflowRequest: { method: 'POST', path: '/RestAPI/CreateWorkFlowRequest', form: workflow },
  refreshAccessToken: { method: 'POST', path: '/oauth/v2/token', form: signInForm },
};
