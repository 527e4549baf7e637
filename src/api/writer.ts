// Writes. An answer that may hide a success is `lost`, never `refused`: who reads `refused` relies on nothing
// having happened.

import { isObject } from '../model/json.ts';
import type { Caller } from './caller.ts';
import { serverWords, wrongShape } from './failures.ts';
import type { Writer } from './port.ts';

export function createWriter(caller: Caller): Writer {
  return {
    send: async (request, { repeatable }) => {
      const called = await caller.call(request, repeatable);
      if (called.done === 'failed')
        return { state: called.doubt ? 'lost' : 'refused', failure: called.failure };
      const { body } = called.answer;
      if (!isObject(body) || !('error' in body) || Object.keys(body).length > 1)
        return { state: 'answered', answer: called.answer, ...(called.doubt && { repeated: true }) };
      const words = serverWords(body, caller.redactor);
      const failure = wrongShape(request, 'body', 'a result', words && `, but the server says: ${words}`);
      return { state: 'lost', failure };
    },
  };
}
