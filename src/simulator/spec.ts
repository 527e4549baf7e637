// The command line's lists: `--faults rate-limit=0.05,lost=every:3,latency=20` and
// `--switch denied=pending,ids=number`. Words are the options' names in kebab-case (camelCase is taken too).

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Switches } from '../model/server.ts';
import type { Faults, Settings } from './options.ts';
import { faultRules, type Rule, ruleWords, switchRules, valueIn } from './rules.ts';

/** `--switch`: the switches it names. */
export function parseSwitches(text: string): Result<Partial<Switches>> {
  const parsed = parseList(text, switchRules, 'switch');
  // Each member was checked against the rule of its name.
  return parsed.ok ? ok(parsed.value as Partial<Switches>) : parsed;
}

/** `--faults`: one rule for all API calls, and with `per-second=10` the real limiter. */
export function parseFaults(text: string): Result<Pick<Settings, 'faults' | 'rateLimit'>> {
  const parsed = parseList(text, { ...faultRules, perSecond: { is: 'count', min: 1 } }, 'fault');
  if (!parsed.ok) return parsed;
  const { perSecond, ...faults } = parsed.value;
  const rateLimit = typeof perSecond === 'number' ? { perSecond } : null;
  // Each member was checked against the rule of its name.
  return ok({ faults: faults as Faults, rateLimit });
}

type Rules = Readonly<Record<string, Rule>>;

function parseList(text: string, rules: Rules, what: string): Result<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = {};
  for (const item of text.split(',').filter((part) => part.trim() !== '')) {
    const [word = '', given = ''] = item.trim().split(/=(.*)/s);
    const name = camel(word);
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return err(unknownWord(what, word, Object.keys(rules)));
    const value = valueIn(rule, given);
    if (value === undefined) return err(wrongValue(what, word, given, rule));
    values[name] = value;
  }
  return ok(values);
}

const camel = (word: string): string =>
  word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A word that is not in the table. */
function unknownWord(what: string, word: string, names: readonly string[]): Failure {
  return {
    code: `simulator.unknown-${what}`,
    reason: 'error',
    summary: `"${word}" is not a ${what} of the simulator`,
    why: `the simulator knows ${names.map(kebab).join(', ')}`,
    next: `write one of these, as in ${what === 'fault' ? 'rate-limit=0.05,latency=20' : 'denied=pending,ids=number'}`,
  };
}

/** A value that the rule of its word does not take. */
function wrongValue(what: string, word: string, given: string, rule: Rule): Failure {
  return {
    code: `simulator.wrong-${what}-value`,
    reason: 'error',
    summary: `"${given}" is no value for the ${what} ${word}`,
    why: `${word} takes ${ruleWords(rule)}`,
    next: `correct the value of ${word}`,
  };
}
