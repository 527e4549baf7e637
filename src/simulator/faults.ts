// Which request meets which fault. The draws come from the seed and the order of requests alone.

import { randomFrom } from '../model/server.ts';
import type { Chance, Faults } from './options.ts';

export const strikes = ['rateLimit', 'error', 'reset', 'lost', 'truncated', 'cut', 'html'] as const;
export type Strike = (typeof strikes)[number];

export interface Verdict {
  /** Milliseconds to wait first. */
  readonly latency: number;
  readonly strike: { readonly fault: Strike; readonly rule: Faults } | null;
}

/** Judges a request; `path` from `/` on, without its query. */
export type FaultPlan = (method: string, path: string, isApi: boolean) => Verdict;

export function planFaults(faults: Faults | readonly Faults[], seed: number): FaultPlan {
  const rules = [faults].flat().map((rule, index) => createRule(rule, randomFrom(seed * 7919 + index)));
  return (method, path, isApi) => {
    let latency = 0;
    for (const rule of rules) {
      if (!rule.covers(method, path, isApi)) continue;
      latency += rule.faults.latency ?? 0;
      const fault = rule.draw();
      if (fault !== null) return { latency, strike: { fault, rule: rule.faults } };
    }
    return { latency, strike: null };
  };
}

function createRule(faults: Faults, random: () => number) {
  const { only, times = Number.POSITIVE_INFINITY } = faults;
  const [method, path] = [pattern(only?.method), pattern(only?.path)];
  let seen = 0;
  let struck = 0;
  return {
    faults,
    covers: (ofMethod: string, ofPath: string, isApi: boolean): boolean =>
      (method?.test(ofMethod) ?? true) && (path?.test(ofPath) ?? isApi),
    draw: (): Strike | null => {
      seen++;
      const fault = strikes.find((name) => hits(faults[name], seen, random)) ?? null;
      if (fault === null || struck >= times) return null;
      struck++;
      return fault;
    },
  };
}

/** Without the flags that make a RegExp remember where it was. */
function pattern(source: string | RegExp | undefined): RegExp | undefined {
  if (source === undefined || typeof source === 'string')
    return source === undefined ? source : new RegExp(source);
  return new RegExp(source.source, source.flags.replace(/[gy]/g, ''));
}

function hits(chance: Chance | undefined, seen: number, random: () => number): boolean {
  if (chance === undefined) return false;
  return typeof chance === 'number' ? random() < chance : seen % chance.every === 0;
}
