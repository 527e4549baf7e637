// Executions that were started before a plan is made: by somebody else, or by an earlier apply.

import { expect } from 'vitest';
import { isObject } from '../../src/model/json.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import type { Prior } from './case.ts';

const headers = { Authorization: 'Zoho-oauthtoken test', 'Content-Type': 'application/json' };

/** Starts them through the API, in order; those that have ended are read to their end. */
export async function executeBefore({ url }: Simulator, executions: readonly Prior[]): Promise<void> {
  for (const { action, app_config_id, template, user_ids, ended } of executions) {
    const root = `${url}/management/actions/${action}`;
    const body = JSON.stringify({ app_config_id, template_input: template, user_ids });
    const data = await dataOf(`${root}/execute`, { method: 'POST', headers, body });
    const id = isObject(data) ? String(data['id']) : '';
    if (ended) await toItsEnd(`${root}/executions/${id}/status`);
  }
}

const underWay: readonly unknown[] = ['yet_to_start', 'pending'];

async function toItsEnd(url: string): Promise<void> {
  for (let reads = 0; reads < 20; reads += 1) if (!underWay.includes(await dataOf(url, { headers }))) return;
  expect.fail('the execution does not end');
}

async function dataOf(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  expect(response.status).toBe(200);
  const body: unknown = await response.json();
  return isObject(body) ? body['data'] : undefined;
}
