// Reads: one object, or the pages of a collection. It has no way to send anything but a GET, nor to another
// server than Identity360.

import { type Answer, type ApiRequest, callName, type Read } from '../model/call.ts';
import { Bug } from '../model/failure.ts';
import { isObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Caller } from './caller.ts';
import { serverWords, wrongShape } from './failures.ts';
import { cursorPages, offsetPages } from './pages.ts';
import type { Reader } from './port.ts';

/** @param requests calls sent so far, by whomever */
export function createReader(caller: Caller, requests: () => number): Reader {
  const read: Reader['read'] = async (request, options) => {
    if (request.method !== 'GET' || request.service !== undefined)
      throw new Bug(`a reader was given ${request.service ?? ''} ${callName(request)}`);
    const called = await caller.call(request, { repeatable: true, once: options?.once });
    if (called.done === 'answered') return checkedObject(called.answer, request, caller);
    if (called.done === 'stopped') throw new Bug(`nothing stops ${callName(request)}`);
    if (options?.missing === 'answer' && called.answer?.status === 404 && isMissing(called.answer))
      return ok(called.answer);
    return err(called.failure);
  };
  return {
    read,
    requests,
    pages: (wanted, options) => pagesOf((request) => read(request, options), wanted),
  };
}

async function* pagesOf(
  read: Reader['read'],
  { request, paging }: Read,
): AsyncGenerator<Result<readonly unknown[]>, void, void> {
  if (paging === 'cursor') return yield* cursorPages(read, request);
  if (paging === 'offset') return yield* offsetPages(read, request);
  const answer = await read(request);
  yield answer.ok ? ok([answer.value.body]) : answer;
}

/** Every GET of this API answers with an object; `{error}` alone is a refusal under a wrong status. */
function checkedObject(answer: Answer, request: ApiRequest, { redactor }: Caller): Result<Answer> {
  const { body } = answer;
  if (!isObject(body)) return err(wrongShape(request, 'body', 'an object', ''));
  if (!('error' in body) || Object.keys(body).length > 1) return ok(answer);
  const words = serverWords(body, redactor);
  return err(wrongShape(request, 'body', 'what was asked for', words && `, but the server says: ${words}`));
}

/** False where the endpoint itself is unknown to the server (104): that says nothing of the object. */
function isMissing({ body }: Answer): boolean {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
  const { code, title } = error;
  return !/^0*104$/.test(String(code)) && !/unsupported end ?point/i.test(String(title));
}
