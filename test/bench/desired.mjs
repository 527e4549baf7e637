// Desired files of the benchmarks. The simulator's fleet follows from its seed: of its devices half are Windows
// machines and 15 % are pending.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that wants the agents approved which the filter selects; its path. */
export async function approving(folder, name, filter) {
  const path = join(folder, `${name}.yaml`);
  const select = `select: { filter: '${filter}' }`;
  await writeFile(
    path,
    `version: 1\ndevice_sets:\n  ${name}:\n    agent: approved\n    ${select}\nunlisted_devices: ignore\n`,
  );
  return path;
}

/** Windows devices that need no approval: nothing differs. */
export const settledWindows = 'os_type eq "Windows" and not (agent_status eq "pending")';

/** A filter that selects the fleet up to its `count`-th pending device: so many differ. */
export async function upToPending(root, count) {
  const headers = { authorization: 'Zoho-oauthtoken any' };
  let [left, query] = [count, ''];
  for (;;) {
    const url = `${root}/devices?limit=1000${query}`;
    const { data, meta } = await (await fetch(url, { headers })).json();
    for (const { id, agent_status: agent } of data)
      if (agent === 'pending' && --left === 0) return `id le "${id}"`;
    if (meta.is_last) throw new Error(`the fleet has fewer than ${count} pending devices`);
    query = `&cursor=${encodeURIComponent(meta.next_cursor)}`;
  }
}
