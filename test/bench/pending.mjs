// A simulated tenant whose devices all wait for approval: node pending.mjs DIST COUNT. Prints its address, and serves
// until it is killed.

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
const { url } = await startSimulator({ world: { devices } });
console.log(JSON.stringify({ base_url: url }));
