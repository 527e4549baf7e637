// What history rows and jobs show and what filters know of them (account-linking page, history sample). Jobs are
// not on the page: a job is RUNNING for as many reads as the switch `jobReads` says, then as `jobEnd` says.

import type { JsonObject } from '../../model/json.ts';
import type { Collection, Switches } from '../../model/server.ts';

export const historyCollection: Collection = {
  table: 'history',
  noun: 'History entry',
  paging: 'offset',
  attributes: [
    ...['id', 'device_name', 'link_action', 'action_time', 'linking_attribute', 'status', 'status_message'],
    ...['local_account.id', 'local_account.user_name', 'local_account.name', 'local_account'],
    ...['idp_account.id', 'idp_account.user_id', 'idp_account.user_name', 'idp_account'],
  ],
  show: (row, { ids }) => (ids === 'number' ? { ...row, id: Number(row['id']) } : row),
  search: (row) => row,
};

export const jobCollection: Collection = {
  table: 'jobs',
  noun: 'Job',
  paging: 'offset',
  attributes: ['id', 'name', 'status', 'created_time'],
  show: (row, switches) => showJob(row, switches),
  search: (row, switches) => showJob(row, { ...switches, ids: 'string' }),
  onRead: (keys, tables) => {
    const jobs = tables('jobs');
    for (const key of keys) jobs.patch(key, { reads: Number(jobs.get(key)?.['reads'] ?? 0) + 1 });
  },
};

function showJob({ reads, ...job }: JsonObject, { ids, jobReads, jobEnd }: Readonly<Switches>): JsonObject {
  const status = Number(reads) < jobReads ? 'RUNNING' : jobEnd;
  return { ...job, ...(ids === 'number' && { id: Number(job['id']) }), status };
}
