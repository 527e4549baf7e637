// What the tests of management actions share: a small world of users in OUs, and an execution followed to its end.

import type { Options } from '../../src/simulator/index.ts';
import { simulate, type Told } from './support.ts';

export const path = '/management/actions/move-users';
const user = (id: string, first_name: string, ou: string, more = {}) => ({
  ...{ id, first_name, last_name: 'Doe', email: `${first_name.toLowerCase()}@contoso.example`, ou },
  ...more,
});
export const users = [
  user('11', 'John', '1'),
  user('12', 'Jane', '2'),
  user('13', 'Mei', '3', { fails: 'The mailbox is locked.' }),
  user('14', 'Omar', '9'),
];
const world = { users, ous: { '1': null, '2': '1', '3': '2', '9': null } };
export const start = (options: Options = {}) => simulate({ world, ...options });

export const wish = (user_ids: readonly string[] | undefined, more = {}) => ({
  body: {
    app_config_id: '2000000000001',
    template_input: { id: '2000000000001', data: [{ OPERATION: 'DISABLE' }] },
    user_ids,
    ...more,
  },
});

/** Executes, reads the status to its end, and tells what was seen. */
export async function executed(user_ids: readonly string[] | undefined, options: Options = {}) {
  const simulator = await start(options);
  const { send } = simulator;
  const { body } = await send(`POST ${path}/execute`, wish(user_ids));
  const execution = `${path}/executions/${body.data.id}`;
  const words: string[] = [];
  while (words.length < 9 && /^(yet_to_start|pending)?$/.test(words.at(-1) ?? ''))
    words.push((await send(`GET ${execution}/status`)).body.data);
  const entities = async (query = ''): Promise<Told> => send(`GET ${execution}/data${query}`);
  return { ...simulator, answer: body.data, execution, words, entities };
}
