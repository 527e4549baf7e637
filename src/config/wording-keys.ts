// What to say of keys: unknown ones, missing ones, and names that are not allowed.

import { asObject } from '../model/json.ts';
import {
  described,
  example,
  type Mistake,
  schemaOf,
  sentence,
  type Wording,
  writableKeys,
} from './mistake.ts';
import { nearestWord } from './nearest.ts';

export function unknownKey(mistake: Mistake): Wording {
  const { params } = mistake.violation;
  const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
  if (/token|secret|passw|api_?key/i.test(key)) return secret(key);
  const properties = asObject(schemaOf(mistake)['properties']);
  const keys = writableKeys(mistake).filter((name) => !name.startsWith('$'));
  const owner = keys.find((name) => Object.hasOwn(asObject(asObject(properties[name])['properties']), key));
  const near = nearestWord(key, keys);
  return {
    code: 'unknown-key',
    summary: `unknown key "${key}"${mistake.label === '' ? '' : ` in ${mistake.label}`}`,
    why: `the keys here are: ${keys.join(', ')}`,
    next:
      key === '<<'
        ? 'write the members out: merge keys are not part of YAML 1.2'
        : whichKey(near, owner, key),
  };
}

function whichKey(near: string | undefined, owner: string | undefined, key: string): string {
  if (owner !== undefined && near === undefined) return `put it under ${owner}: ${owner}: { ${key}: … }`;
  return near === undefined ? 'delete it, or write one of these' : `did you mean "${near}"?`;
}

const secret = (key: string): Wording => ({
  code: 'secret-in-file',
  summary: `"${key}" looks like a secret`,
  why: 'secrets come from the environment alone, so that no file in git holds one',
  next: 'delete the line, give the value in an environment variable (ID360_…), and renew the secret if it was committed',
});

export function wrongName(mistake: Mistake): Wording {
  const name = String(mistake.violation.params['propertyName']);
  const names = asObject(schemaOf(mistake)['propertyNames']);
  const rule = typeof names['pattern'] === 'string' ? `a name here must match ${names['pattern']}` : '';
  return {
    code: 'wrong-name',
    summary: `"${name}" is not a name that ${mistake.label} can have`,
    why: sentence(described(names), rule),
    next: 'use letters, digits, dots, dashes and underscores, a letter or digit first',
  };
}

export function missingKey(mistake: Mistake): Wording {
  const key = String(mistake.violation.params['missingProperty']);
  const schema = asObject(asObject(schemaOf(mistake)['properties'])[key]);
  return {
    code: 'missing-key',
    summary: `${mistake.label || 'the file'} has no "${key}"`,
    why: described(schema) || 'it cannot be left out',
    next: `add ${key}: ${example(schema) ?? '…'}`,
  };
}

/** Of a union whose branches each ask for keys; undefined for any other union. */
export function noneOfThese(mistake: Mistake): Wording | undefined {
  const { label, violation } = mistake;
  const union = schemaOf(mistake)[violation.keyword];
  const branches = Array.isArray(union) ? union.map(asObject) : [];
  const keys = branches.flatMap(({ required }) => (Array.isArray(required) ? required.map(String) : []));
  if (keys.length === 0) return undefined;
  const [summary, why] = [`${label} needs ${keys.join(' or ')}`, 'at least one of them must be there'];
  return { code: 'missing-key', summary, why, next: `add ${keys.join(', or ')}` };
}
