// Push-down: after an apply the server is asked only for objects that may be unlike what was applied. It is believed no
// further than it has shown: before anything was sent, its count of them was that of a listing of everything; each that it
// gives is one; and with its count of all others they add up to that listing. Else everything is listed again.

import type { Reader } from '../api/port.ts';
import { missingFrom } from '../engine/conform.ts';
import type { Read } from '../model/call.ts';
import { type Change, type State, stateText } from '../model/change.ts';
import { Bug } from '../model/failure.ts';
import { isObject } from '../model/json.ts';
import type { Kind, Live } from '../model/kind.ts';
import { type Filter, joinFilters } from '../scim/filter.ts';
import { parseFilter } from '../scim/parse.ts';
import { printFilter } from '../scim/print.ts';

/** Which objects of a listing may be unlike what a plan brings about. */
export interface Question {
  readonly listing: Read;
  readonly decode: Kind['decode'];
  readonly unlike: Filter;
  /** What the filter says, by the rules of the kind. */
  readonly isUnlike: (live: Live) => boolean;
}

/** A question that the server has answered as a listing did: so many objects, and so many of them unlike. */
export interface Proven extends Question {
  readonly all: number;
  readonly some: number;
}

/** By kind. */
export type Questions = ReadonlyMap<string, Proven>;

/** Calls that a question takes: a count before, a page and a count afterwards. */
const leastCalls = 3;

/** Null where no filter tells, or where a listing, of `listed` calls, takes no more. */
export function questionOf(
  kind: Kind,
  changes: readonly Pick<Change, 'after'>[],
  listed: number,
): Question | null {
  const { listing, decode } = kind;
  if (listing === null || listed <= leastCalls) return null;
  const states = [...new Map(changes.map(({ after }) => [after && stateText(after), after])).values()];
  const filters = states.flatMap((applied) => unlike(kind, applied));
  const [first, ...rest] = new Set(filters);
  if (!first || filters.includes(null)) return null;
  const tests = states.map((after) => ({ after, missing: missingFrom(kind) }));
  return {
    listing,
    decode,
    unlike: joinFilters('or', parsed(first), rest.map(parsed)),
    isUnlike: (live) => tests.some(({ after, missing }) => missing({ after }, live).length > 0),
  };
}

/** A filter for each field; null where there is none. */
function unlike({ rules }: Kind, applied: State | null): readonly (string | null)[] {
  if (applied === null) return [null];
  return Object.entries(applied).map(([field, value]) => rules[field]?.unlike?.(value) ?? null);
}

function parsed(text: string | null): Filter {
  const filter = parseFilter(text ?? '');
  if (!filter.ok) throw new Bug(`a kind asks by what is no filter: ${text}: ${filter.error.message}`);
  return filter.value;
}

export interface Proof {
  /** Is given each object of the listing. */
  readonly look: (live: Live) => void;
  /** After the last one; null where the server counts otherwise, or does not say. */
  readonly proven: () => Promise<Proven | null>;
}

/** Asks the server for its count, while the listing comes. */
export function proofOf(question: Question, reader: Reader): Proof {
  const told = countOf(question.listing, question.unlike, reader);
  let [all, some] = [0, 0];
  return {
    look: (live) => {
      all += 1;
      if (question.isUnlike(live)) some += 1;
    },
    proven: async () => ((await told) === some ? { ...question, all, some } : null),
  };
}

/**
 * The objects that are unlike by now, where the server's counts say that all others are not; null where they do not, or
 * where a listing, of `listed` calls, takes no more. `changed`: how many of those counted before should have gone from them.
 */
export async function unlikeNow(
  { listing, decode, unlike, isUnlike, all, some }: Proven,
  reader: Reader,
  { changed, listed }: { readonly changed: number; readonly listed: number },
): Promise<readonly Live[] | null> {
  const left = Math.max(0, some - changed);
  if (leastCalls + Math.floor((left / all) * listed) > listed) return null;
  const [found, others] = await Promise.all([
    foundBy({ listing: filtered(listing, unlike), decode, isUnlike }, reader),
    countOf(listing, unlike.op === 'not' ? unlike.of : { op: 'not', of: unlike }, reader),
  ]);
  return found !== null && others !== null && found.length + others === all ? found : null;
}

type Finding = Pick<Question, 'listing' | 'decode' | 'isUnlike'>;

async function foundBy({ listing, decode, isUnlike }: Finding, reader: Reader): Promise<Live[] | null> {
  const found: Live[] = [];
  for await (const page of reader.pages(listing)) {
    if (!page.ok) return null;
    for (const raw of page.value) {
      const live = decode(raw);
      if (!live.ok || !isUnlike(live.value)) return null;
      found.push(live.value);
    }
  }
  return found;
}

/** A row is asked for as well: a server may take no limit of 0. */
async function countOf(listing: Read, filter: Filter, reader: Reader): Promise<number | null> {
  const { request } = filtered(listing, filter);
  const answer = await reader.read({ ...request, query: { ...request.query, limit: '1' } });
  if (!answer.ok || !isObject(answer.value.body)) return null;
  const { meta } = answer.value.body;
  const total = isObject(meta) ? meta['total_no_of_objects'] : undefined;
  return typeof total === 'number' ? total : null;
}

function filtered({ request, paging }: Read, filter: Filter): Read {
  return { request: { ...request, query: { ...request.query, filter: printFilter(filter) } }, paging };
}
