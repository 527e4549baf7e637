// How the simulated ADManager Plus behaves (admanager-move-user-workflow page): it raises workflow requests and says in
// the body, under HTTP 200, whether it did. Nothing reads a request back.

import type { JsonObject } from '../../model/json.ts';
import { type Call, type Reply, type RouteHead, rowsSource, type ServerPart } from '../../model/server.ts';
import { requestsOf } from './server-input.ts';

const firstRequest = 6303;

function create(call: Call): Reply {
  if (!call.isSignedIn) return refused('', 'Invalid AuthToken.');
  const { domainName = '', PRODUCT_NAME = '', inputData = '' } = call.query;
  const parameters = { domainName, PRODUCT_NAME, inputData };
  const missing = Object.entries(parameters).find(([, value]) => value === '');
  if (missing !== undefined) return refused('', `The parameter ${missing[0]} is missing.`);
  const requests = requestsOf(inputData);
  if (!requests.ok) return refused(requests.error.subject, requests.error.message);
  return {
    status: 200,
    body: requests.value.map((request) => raise(call, { domainName, PRODUCT_NAME }, request)),
  };
}

function raise(call: Call, sent: JsonObject, request: JsonObject): JsonObject {
  const table = call.tables('workflow_requests');
  const requestId = firstRequest + table.size();
  table.put(String(requestId), { requestId, ...sent, ...request });
  const Subject = request['Subject'] ?? '';
  return { Subject, requestId, statusMessage: 'Successfully created the request.', status: '1' };
}

const refused = (Subject: string, statusMessage: string): Reply => ({
  status: 200,
  body: [{ Subject, statusMessage, status: '0' }],
});

const head: Omit<RouteHead, 'method'> = {
  service: 'admanager',
  path: '/RestAPI/CreateWorkFlowRequest',
  scopes: [],
};

export const server: ServerPart = {
  name: 'user_move',
  tables: () => ({ workflow_requests: rowsSource([]) }),
  routes: [
    { ...head, method: 'POST', handle: create },
    { ...head, method: 'GET', handle: create },
  ],
};
