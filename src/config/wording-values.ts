// What to say of values: of the wrong type, not one of the choices, not there, or against another rule.

import type { Json } from '../model/json.ts';
import {
  described,
  example,
  type Mistake,
  quoted,
  schemaOf,
  sentence,
  shown,
  type Wording,
  writableKeys,
} from './mistake.ts';
import { nearestWord } from './nearest.ts';
import type { Violation } from './violation.ts';

export function wrongChoice(mistake: Mistake): Wording {
  const { allowedValues, allowedValue } = mistake.violation.params;
  const allowed = Array.isArray(allowedValues) ? allowedValues.map(String) : [String(allowedValue)];
  const { tree } = mistake;
  const word = tree.type === 'scalar' ? String(tree.value) : '';
  const near = nearestWord(word, allowed);
  return {
    code: 'wrong-value',
    summary: `${mistake.label} is ${tree.type === 'scalar' ? quoted(mistake) : typeName(mistake)}`,
    why: `what is allowed: ${allowed.join(', ')}`,
    next:
      near === undefined
        ? `write ${allowed.length > 1 ? 'one of these' : allowed[0]}`
        : `did you mean ${near}?`,
  };
}

export function wrongType(mistake: Mistake): Wording {
  const wanted = mistake.violation.params['type'];
  const types = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  const digits = types.includes('string') && typeName(mistake).startsWith('the number');
  return {
    code: 'wrong-type',
    summary: `${mistake.label || 'the file'} is ${typeName(mistake)}`,
    why: sentence(
      `expected: ${types.map((type) => typeNames[type] ?? type).join(' or ')}`,
      digits ? 'Without quotes it is a number, and long numbers lose digits' : '',
      described(schemaOf(mistake)),
    ),
    next: howToWrite(types[0] ?? '', mistake),
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a map of keys and values',
};

function typeName(mistake: Mistake): string {
  const { tree } = mistake;
  if (tree.type !== 'scalar') return tree.type === 'list' ? 'a list' : 'a map of keys and values';
  if (typeof tree.value === 'string') return `the text ${quoted(mistake)}`;
  return `${typeof tree.value === 'number' ? 'the number' : 'the word'} ${shown(mistake)}`;
}

function howToWrite(type: string, mistake: Mistake): string {
  const { tree } = mistake;
  const written = shown(mistake);
  const value = tree.type === 'scalar' ? tree.value : null;
  if (type === 'string' && tree.type === 'scalar') return `put quotes around it: "${written}"`;
  if (type === 'boolean') return howToWriteTruth(value);
  if (
    (type === 'integer' || type === 'number') &&
    value !== '' &&
    !Number.isNaN(Number(value ?? Number.NaN))
  ) {
    return `write ${String(value)} without quotes`;
  }
  if (type === 'array' && tree.type === 'scalar') return `write it as a list: [${written}]`;
  const sample = example(schemaOf(mistake));
  return sample === undefined ? `write ${typeNames[type] ?? type}` : `write it like this: ${sample}`;
}

function howToWriteTruth(value: Json): string {
  if (/^(y|yes|on|true|1)$/i.test(String(value))) return 'write true';
  return /^(n|no|off|false|0)$/i.test(String(value)) ? 'write false' : 'write true or false';
}

export function noValue(mistake: Mistake): Wording {
  const { label } = mistake;
  const sample = example(schemaOf(mistake));
  const why = sentence('a key that is there needs a value', described(schemaOf(mistake)));
  const next = `${sample === undefined ? 'give it a value' : `write for example ${sample}`}, or delete the key`;
  return { code: 'no-value', summary: `${label} has no value`, why, next };
}

export function other(mistake: Mistake): Wording {
  const { violation, label, tree } = mistake;
  const { keyword } = violation;
  const schema = schemaOf(mistake);
  if (/^min(Length|Items|Properties)$/.test(keyword) && violation.params['limit'] === 1)
    return empty(mistake);
  const sample = example(schema);
  return {
    code: 'wrong-value',
    summary: tree.type === 'scalar' ? `${label} is ${quoted(mistake)}` : `${label} does not fit`,
    why: sentence(ruleOf(violation), described(schema)),
    next: keyword === 'uniqueItems' ? 'delete one of the two' : nextTo(sample),
  };
}

const nextTo = (sample: string | undefined): string =>
  sample === undefined ? 'write a value that fits' : `write for example ${sample}`;

function empty(mistake: Mistake): Wording {
  const schema = schemaOf(mistake);
  const keys = writableKeys(mistake);
  const next =
    keys.length > 0 ? `give it ${keys.join(' or ')}` : `write for example ${example(schema) ?? '…'}`;
  return { code: 'wrong-value', summary: `${mistake.label} is empty`, why: described(schema), next };
}

function ruleOf({ keyword, params, message }: Violation): string {
  if (keyword === 'pattern') return `it must match ${String(params['pattern'])}`;
  if (keyword === 'uniqueItems') return 'the same item stands in it twice';
  return `it ${message ?? `breaks the rule ${keyword}`}`;
}
