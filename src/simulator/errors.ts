// The errors of the API as they go on the wire: `{"error":{"code","title","detail"}}`, with the known codes. The
// pages' samples mask some codes; the switch `errorCodes` masks all of them or makes them numbers.

import type { JsonObject } from '../model/json.ts';
import type { Problem, ProblemName, Switches } from '../model/server.ts';

interface Known {
  readonly status: number;
  readonly code: string;
  readonly title: string;
}

const known: Readonly<Record<ProblemName, Known>> = {
  internal: { status: 500, code: '00000000', title: 'Internal Server Error' },
  'bad-request': { status: 400, code: '00000100', title: 'Bad Request' },
  unauthorized: { status: 401, code: '00000101', title: 'Unauthorized' },
  'media-type': { status: 415, code: '00000103', title: 'Unsupported Media Type' },
  'no-endpoint': { status: 404, code: '00000104', title: 'Unsupported Endpoint' },
  method: { status: 405, code: '00000105', title: 'Method Not Allowed' },
  'access-denied': { status: 403, code: '********', title: 'Access Denied' },
  'invalid-parameter': { status: 400, code: '00000107', title: 'Invalid Parameter' },
  'length-required': { status: 411, code: '00000108', title: 'Content Length Required' },
  'too-many': { status: 429, code: '00000109', title: 'Too Many Requests' },
  'too-large': { status: 413, code: '00000100', title: 'Content Too Large' },
  'url-too-long': { status: 414, code: '00000100', title: 'URI Too Long' },
  'not-found': { status: 404, code: '********', title: 'Not Found' },
};

/** The status and the error object of a problem. */
export function errorOf(
  problem: Problem,
  codes: Switches['errorCodes'],
): { readonly status: number; readonly error: JsonObject } {
  const { status, code, title } = known[problem.problem];
  const error = { code: shownCode(code, codes), title: problem.title ?? title, detail: problem.detail };
  return { status, error };
}

/** A masked code has no number of its own: the pages' samples show 71. */
function shownCode(code: string, codes: Switches['errorCodes']): string | number {
  if (codes === 'plain') return code;
  if (codes === 'masked') return '****';
  return code.startsWith('*') ? 71 : Number(code);
}
