// Checks settings that come as JSON from another process, name by name, before any of them takes effect.

import type { Failure } from '../model/failure.ts';
import { isObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import { defaultSettings, type Settings } from './options.ts';
import { faultRules, fits, type Rule, ruleWords, switchRules } from './rules.ts';

/** The settings, or the first thing that is wrong with them. */
export function checkSettings(json: Readonly<Record<string, unknown>>): Result<Partial<Settings>> {
  for (const [name, value] of Object.entries(json)) {
    const wanted = Object.hasOwn(others, name) ? others[name] : fromRule(switchRules, name);
    if (wanted === undefined)
      return err(refused(name, `the settings are ${Object.keys(defaultSettings).join(', ')}`));
    if (!wanted.takes(value)) return err(refused(name, `${name} takes ${wanted.words}`));
  }
  // Each member was checked under its name.
  return ok(json as Partial<Settings>);
}

interface Wanted {
  readonly takes: (value: unknown) => boolean;
  readonly words: string;
}

function fromRule(rules: Readonly<Record<string, Rule>>, name: string): Wanted | undefined {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  return rule && { takes: (value) => fits(rule, value), words: ruleWords(rule) };
}

const isText = (value: unknown): boolean => typeof value === 'string';
const text: Wanted = { takes: (value) => value === null || isText(value), words: 'a text or null' };
const texts: Wanted = {
  takes: (value) => value === null || (Array.isArray(value) && value.every(isText)),
  words: 'a list of texts or null',
};

function isFaults(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([name, item]) =>
    name === 'only' ? isOnly(item) : (fromRule(faultRules, name)?.takes(item) ?? false),
  );
}

function isOnly(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(([name, item]) => /^(method|path)$/.test(name) && isPattern(item))
  );
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

const others: Readonly<Record<string, Wanted>> = {
  faults: {
    takes: (value) => [value].flat().every(isFaults),
    words: `a rule or a list of rules, each with only {method, path}, ${Object.keys(faultRules).join(', ')}`,
  },
  rateLimit: {
    takes: (value) =>
      value === null || (isObject(value) && fits({ is: 'count', min: 1 }, value['perSecond'])),
    words: '{perSecond} or null',
  },
  tokens: texts,
  scopes: texts,
  clientId: text,
  clientSecret: text,
  refreshToken: text,
  tokenSeconds: { takes: (value) => fits({ is: 'count', min: 0 }, value), words: 'a whole number' },
  admanagerToken: text,
};

function refused(name: string, why: string): Failure {
  return {
    code: 'simulator.wrong-setting',
    reason: 'error',
    summary: `the setting ${name} is refused`,
    why,
    next: 'correct it and send it again',
  };
}
