// The command line's lists of faults and switches: what they mean, and what a wrong word is answered with.

import { expect, test } from 'vitest';
import { parseFaults, parseSwitches } from '../../src/simulator/spec.ts';

test('a list of faults is one rule, and the limiter where per-second is given', () => {
  expect(parseFaults('rate-limit=0.05,error=0.02,reset=0.01,lost=every:3,latency=20')).toEqual({
    ok: true,
    value: {
      faults: { rateLimit: 0.05, error: 0.02, reset: 0.01, lost: { every: 3 }, latency: 20 },
      rateLimit: null,
    },
  });
  expect(parseFaults('per-second=10, html=1 ,html-status=200')).toEqual({
    ok: true,
    value: { faults: { html: 1, htmlStatus: 200 }, rateLimit: { perSecond: 10 } },
  });
});

test('a list of switches, in either spelling', () => {
  expect(parseSwitches('denied=pending,ids=number,bulk-max=20,lastPage=empty_page,envelope=207')).toEqual({
    ok: true,
    value: { denied: 'pending', ids: 'number', bulkMax: 20, lastPage: 'empty_page', envelope: 207 },
  });
  expect(parseSwitches('')).toEqual({ ok: true, value: {} });
});

test.each([
  [parseFaults, 'eror=0.1', 'simulator.unknown-fault', '"eror"', 'rate-limit'],
  [parseFaults, 'constructor=1', 'simulator.unknown-fault', '"constructor"', 'rate-limit'],
  [parseFaults, 'error=5', 'simulator.wrong-fault-value', '"5"', '0 to 1'],
  [parseFaults, 'error', 'simulator.wrong-fault-value', '""', '0 to 1'],
  [parseFaults, 'latency=fast', 'simulator.wrong-fault-value', '"fast"', 'whole number'],
  [parseSwitches, 'deny=gone', 'simulator.unknown-switch', '"deny"', 'last-page'],
  [
    parseSwitches,
    'denied=deleted',
    'simulator.wrong-switch-value',
    '"deleted"',
    'denied, inactive, pending, gone',
  ],
])('%o of %s names the word and what is allowed', (parse, text, code, word, allowed) => {
  const parsed = parse(text);
  if (parsed.ok) return expect.unreachable('it was taken');
  expect(parsed.error.code).toBe(code);
  expect(parsed.error.summary).toContain(word);
  expect(parsed.error.why).toContain(allowed);
});
