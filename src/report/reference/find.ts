// Which topics a word means: by name, by the path of a key as people write it, or by the end of a name where only one
// topic has it.

import type { Page, Reference, Topic } from './view.ts';

export type Found =
  | { readonly found: 'topics'; readonly topics: readonly Topic[] }
  | { readonly found: 'page'; readonly page: Page }
  /** `several`: topics whose names end so; empty where none does. */
  | { readonly found: 'nothing'; readonly several: readonly string[] };

/** Topics of the same name in two files are all found. Case, and `trueup` before a command, do not matter. */
export function findTopic(reference: Reference, asked: string): Found {
  const name = plainOf(asked);
  const page = reference.find((each) => each.name === name || each.title.toLowerCase() === name);
  if (page !== undefined) return { found: 'page', page };
  const all = reference.flatMap(({ topics }) => topics);
  const exact = all.filter(({ topic, also }) => [topic, ...also].some((own) => own.toLowerCase() === name));
  const topics = exact.length > 0 ? exact : all.filter((topic) => isWritten(topic, name));
  if (topics.length > 0) return { found: 'topics', topics };
  const ending = all.filter(({ topic }) => topic.toLowerCase().endsWith(`.${name}`));
  if (ending.length === 1) return { found: 'topics', topics: ending };
  return { found: 'nothing', several: ending.map(({ topic }) => topic) };
}

/** Every name that a topic or a page can be asked by, and names without their first part. */
export function namesOf(reference: Reference): readonly string[] {
  const topics = reference.flatMap((page) => page.topics);
  const whole = topics.flatMap(({ topic, also }) => [topic, ...also]);
  const ends = whole.map((name) => name.replace(/^[^.]*\./, ''));
  return [...new Set([...reference.map(({ name }) => name), ...whole, ...ends])];
}

const plainOf = (asked: string): string =>
  asked
    .trim()
    .toLowerCase()
    .replace(/^trueup +/, '')
    .replace(/\[\d*\]/g, '');

/** Whether the name is a path with names of one's own in it: `tenants.acme.ledger`. */
function isWritten({ title, also }: Topic, name: string): boolean {
  return [title, ...also]
    .filter((written) => written.includes('<name>'))
    .some((written) => patternOf(written).test(name));
}

function patternOf(written: string): RegExp {
  const parts = written.toLowerCase().replace(/\[\]/g, '').split('.');
  const any = parts.map((part) => (part === '<name>' ? '[^.]+' : part.replace(/\W/g, '\\$&')));
  return new RegExp(`^${any.join('\\.')}$`);
}
