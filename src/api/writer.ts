// Writes. An answer that may hide a success is `lost`, never `refused`: who reads `refused` relies on nothing
// having happened.

import { type ApiRequest, callName } from '../model/call.ts';
import type { Failure } from '../model/failure.ts';
import { isObject } from '../model/json.ts';
import { ok } from '../model/result.ts';
import type { Called, Caller } from './caller.ts';
import type { Callers } from './callers.ts';
import { serverWords, wrongShape } from './failures.ts';
import type { Sent, Writer } from './port.ts';

export function createWriter({ identity360, services }: Callers): Writer {
  return {
    send: async (request, how) => {
      const caller = request.service === undefined ? ok(identity360) : services[request.service];
      if (!caller.ok) return notSent(request, caller.error);
      return sentOf(await caller.value.call(request, how), request, caller.value);
    },
  };
}

function notSent(request: ApiRequest, failure: Failure): Sent {
  return { state: 'refused', failure: { ...failure, where: { call: callName(request) } } };
}

function sentOf(called: Called, request: ApiRequest, { redactor }: Caller): Sent {
  if (called.done === 'stopped') return { state: 'stopped' };
  if (called.done === 'failed') return { state: called.doubt ? 'lost' : 'refused', failure: called.failure };
  const { body } = called.answer;
  if (!isObject(body) || !('error' in body) || Object.keys(body).length > 1)
    return { state: 'answered', answer: called.answer, ...(called.doubt && { repeated: true }) };
  const words = serverWords(body, redactor);
  const failure = wrongShape(request, 'body', 'a result', words && `, but the server says: ${words}`);
  return { state: 'lost', failure };
}
