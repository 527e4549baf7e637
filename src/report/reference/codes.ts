// Codes and exit codes as topics, out of the tables of src/model and of the kinds.

import type { Codes, CodeText } from '../../model/codes.ts';
import { type ExitText, exitTexts } from '../../model/codes-exit.ts';
import { exitCodes, type Reason } from '../../model/failure.ts';
import { code, type Page, type Topic } from './view.ts';

/** A page with every code, by name. */
export function codesPage(page: Pick<Page, 'name' | 'title' | 'text'>, codes: Codes): Page {
  const names = Object.keys(codes).sort();
  return { ...page, topics: names.flatMap((name) => (codes[name] ? codeTopic(name, codes[name]) : [])) };
}

function codeTopic(name: string, { as, when, next, example = '' }: CodeText): Topic {
  return {
    topic: name,
    about: 'code',
    also: [],
    title: name,
    depth: 2,
    text: [when, `What to do: ${next}`],
    facts: [{ label: 'Comes as', value: as.map((word) => comesAs[word] ?? exitWords(word)).join('; or ') }],
    example,
  };
}

const comesAs: Readonly<Record<string, string>> = {
  error: 'an error, exit code 1 (`error`)',
  refusal: 'a refusal of the plan, exit code 3 (`refused`)',
  warning: 'a warning',
  info: 'a note',
};

// Severities are all in the table above, so what is left is a reason.
const exitWords = (word: string): string => `exit code ${exitCodes[word as Reason]} (${code(word)})`;

/** A page with every exit code. */
export function exitsPage(page: Pick<Page, 'name' | 'title' | 'text'>): Page {
  // The keys of a record are the reasons.
  const reasons = Object.keys(exitTexts) as Reason[];
  return { ...page, topics: reasons.map((reason) => exitTopic(reason, exitTexts[reason])) };
}

function exitTopic(reason: Reason, { when, next }: ExitText): Topic {
  return {
    topic: String(exitCodes[reason]),
    about: 'exit code',
    also: [reason],
    title: `${exitCodes[reason]} ${reason}`,
    depth: 2,
    text: [when, `What to do: ${next}`],
    facts: [],
    example: '',
  };
}
