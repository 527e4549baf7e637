// Push-down: after an apply the server is asked only for objects that are unlike what was applied. It is believed no
// further than it has shown: before anything was sent, its count of all others was that of a listing; each object that it
// gives was unlike then, and is now; and with its count of all others they are as many as that listing had. Else everything
// is listed again. What no count shows: that one object has gone while another came that is as wanted, and a state that no
// object had before and that the filter takes for it.

import type { Reader } from '../api/port.ts';
import { missingFrom } from '../engine/conform.ts';
import type { Read } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import { Bug } from '../model/failure.ts';
import { isObject, sameJson } from '../model/json.ts';
import type { Kind, Live } from '../model/kind.ts';
import type { ReadReport } from '../model/plan.ts';
import { type Filter, joinFilters } from '../scim/filter.ts';
import { parseFilter } from '../scim/parse.ts';
import { printFilter } from '../scim/print.ts';
import { listedBy, listingFor } from './reread.ts';

/** Which objects of a listing are as a plan's changes want them; all want the same. */
export interface Question {
  readonly listing: Read;
  /** Calls that the listing takes. */
  readonly listed: number;
  readonly decode: Kind['decode'];
  readonly alike: Filter;
  /** Which the filter leaves out, by the rules of the kind. */
  readonly isUnlike: (live: Live) => boolean;
}

/** A question that the server has answered as a listing did. */
export interface Proven extends Question {
  /** How many objects it had. */
  readonly all: number;
  /** Keys of those that were unlike. */
  readonly unlike: ReadonlySet<string>;
}

/** By kind. */
export type Questions = ReadonlyMap<string, Proven>;

/** Calls that a question takes: a count before, a page and a count afterwards. */
export const leastCalls = 3;

/** Null where the changes want different things, or no filter tells, or where to read them takes no more calls. */
export function questionOf(
  kind: Kind,
  changes: readonly Pick<Change, 'after'>[],
  reads: readonly ReadReport[],
): Question | null {
  const { decode, rules } = kind;
  const listed = listedBy(kind, reads);
  const listing = listingFor(kind, changes.length, listed);
  const after = changes[0]?.after ?? null;
  if (listing === null || listed <= leastCalls || after === null) return null;
  const [first, ...rest] = Object.entries(after).map(([field, value]) => rules[field]?.alike?.(value) ?? '');
  if (!first || rest.includes('') || changes.some((change) => !sameJson(change.after, after))) return null;
  const alike = joinFilters('and', parsed(first), rest.map(parsed));
  const missing = missingFrom(kind);
  return { listing, listed, decode, alike, isUnlike: (live) => missing({ after }, live).length > 0 };
}

function parsed(text: string): Filter {
  const filter = parseFilter(text);
  if (!filter.ok) throw new Bug(`a kind asks by what is no filter: ${text}: ${filter.error.message}`);
  return filter.value;
}

export interface Proof {
  /** Is given each object of the listing. */
  readonly look: (live: Live) => void;
  /** After the last one; null where the server counts otherwise, or where there was nothing to tell apart. */
  readonly proven: () => Proven | null;
}

/** Asks the server for its count, before it is listed: the listing must not have aged when changes are sent. */
export async function proofOf(question: Question, reader: Reader): Promise<Proof | null> {
  const alike = await countAlike(question, reader);
  if (alike === null) return null;
  const unlike = new Set<string>();
  let all = 0;
  return {
    look: (live) => {
      all += 1;
      if (question.isUnlike(live)) unlike.add(live.key);
    },
    proven: () => (unlike.size > 0 && unlike.size + alike === all ? { ...question, all, unlike } : null),
  };
}

interface Applied {
  readonly changes: readonly Change[];
  /** Whether one of them does not show in this object. */
  readonly differs: (live: Live) => boolean;
}

/** Whether the server proves that all changes show; false too where a listing takes no more calls. */
export async function showsAll(
  question: Proven,
  { changes, differs }: Applied,
  reader: Reader,
): Promise<boolean> {
  const { all, unlike, listed } = question;
  const left = Math.max(0, unlike.size - changes.length);
  if (leastCalls + Math.floor((left / all) * listed) > listed) return false;
  const [found, alike] = await Promise.all([
    countUnlike(question, differs, reader),
    countAlike(question, reader),
  ]);
  return found !== null && alike !== null && found + alike === all;
}

/** How many objects are unlike, of those that were; null where one is not, or is one of those that should not be. */
async function countUnlike(
  { listing, alike, decode, isUnlike, unlike }: Proven,
  differs: Applied['differs'],
  reader: Reader,
): Promise<number | null> {
  const found = new Set<string>();
  for await (const page of reader.pages(filtered(listing, { op: 'not', of: alike }), { once: true })) {
    if (!page.ok) return null;
    for (const raw of page.value) {
      const live = decode(raw);
      if (!live.ok || !unlike.has(live.value.key) || !isUnlike(live.value) || differs(live.value))
        return null;
      found.add(live.value.key);
    }
  }
  return found.size;
}

/** A row is asked for as well: a server may take no limit of 0. */
async function countAlike({ listing, alike }: Question, reader: Reader): Promise<number | null> {
  const { request } = filtered(listing, alike);
  const one = { ...request, query: { ...request.query, limit: '1' } };
  const answer = await reader.read(one, { once: true });
  if (!answer.ok || !isObject(answer.value.body)) return null;
  const { meta } = answer.value.body;
  const total = isObject(meta) ? meta['total_no_of_objects'] : undefined;
  return typeof total === 'number' ? total : null;
}

function filtered({ request, paging }: Read, filter: Filter): Read {
  return { request: { ...request, query: { ...request.query, filter: printFilter(filter) } }, paging };
}
