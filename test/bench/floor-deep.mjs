// The floor, with undici imported as deep as trueup does: nothing is loaded that the loop does not use.

import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { loop } from './loop.mjs';

const agent = new Agent();
await loop(process.argv[2], (origin, path, headers) =>
  request.call(agent, { origin, path, headers, method: 'GET' }),
);
