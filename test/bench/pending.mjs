// A simulated tenant whose devices all wait for approval: node pending.mjs DIST COUNT. Prints its address, and serves
// until it is killed. It is warm by then: a server that has run for long does not compile while it answers.

import { pathToFileURL } from 'node:url';

const [, , dist, count] = process.argv;
const { startSimulator } = await import(pathToFileURL(`${dist}/simulator.js`));
const devices = Array.from({ length: Number(count) }, (_, i) => ({
  id: String(2_000_000_000_001 + i),
  name: `laptop-${i + 1}`,
  os_type: 'Windows',
  serial_number: `SN-${i + 1}`,
  agent_status: 'pending',
  is_deactivated: false,
}));
for (let i = 0; i < 3; i++) {
  const another = await startSimulator({ world: { devices } });
  await exercise(another.url);
  await another.close();
}
const { url } = await startSimulator({ world: { devices } });
console.log(JSON.stringify({ base_url: url }));

/** Lists all devices, counts some and approves all, as a plan and an apply do. */
async function exercise(url) {
  const headers = { authorization: 'Zoho-oauthtoken any' };
  const ask = async (path, method = 'GET') => (await fetch(`${url}${path}`, { method, headers })).json();
  const ids = [];
  for (let cursor = ''; ; ) {
    const { data, meta } = await ask(`/devices?limit=1000${cursor}`);
    ids.push(...data.map(({ id }) => id));
    if (meta.is_last) break;
    cursor = `&cursor=${encodeURIComponent(meta.next_cursor)}`;
  }
  const count = (filter) => ask(`/devices?limit=1&${new URLSearchParams({ filter })}`);
  const known = 'agent_status eq "active" or agent_status eq "inactive"';
  await count(`not (${known})`);
  for (let i = 0; i < ids.length; i += 100)
    await ask(`/device/approve-agent?ids=${ids.slice(i, i + 100).join('%2C')}`, 'POST');
  await count(`not (${known})`);
  await count(known);
}
