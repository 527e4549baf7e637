// The floor: a bare loop over the same pages, undici and JSON.parse and nothing else. undici by its index, as its
// manual says.

import { request } from 'undici';
import { loop } from './loop.mjs';

await loop(process.argv[2], (origin, path, headers) => request(`${origin}${path}`, { headers }));
