// Reads again only what a plan touches: object by object, or as one listing where that takes fewer calls.

import type { Reader } from '../api/port.ts';
import { type Address, keyOf } from '../model/address.ts';
import type { ApiRequest, Read } from '../model/call.ts';
import { Bug } from '../model/failure.ts';
import type { Kind, Live } from '../model/kind.ts';
import type { ReadReport } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { wrongShape } from './failures.ts';

/** The live objects at these addresses; one that is missing is gone. */
export type LiveByAddress = ReadonlyMap<Address, Live>;

/**
 * `listed`: how many calls the listing took when the plan was made; `look` is given each object where it is listed again.
 */
export async function reread(
  kind: Kind,
  addresses: Iterable<Address>,
  reader: Reader,
  listed: number,
  look?: (live: Live) => void,
): Promise<Result<LiveByAddress>> {
  const wanted = new Map([...addresses].map((address) => [keyOf(address), address]));
  if (wanted.size === 0) return ok(new Map());
  const { readOne } = kind;
  const listing = listingFor(kind, wanted.size, listed);
  if (listing !== null) return byListing(kind, listing, wanted, reader, look);
  if (readOne === null) throw new Bug(`a ${kind.name} cannot be read`);
  return oneByOne(kind, readOne, wanted, reader);
}

/** The listing that so many objects are read by; null where they are read one by one. */
export function listingFor({ listing, readOne }: Kind, objects: number, listed: number): Read | null {
  return readOne === null || objects > listed ? listing : null;
}

export function listedBy(kind: Kind, reads: readonly ReadReport[]): number {
  return reads.find((read) => read.kind === kind.name)?.requests ?? 1;
}

async function byListing(
  kind: Kind,
  listing: Read,
  wanted: ReadonlyMap<string, Address>,
  reader: Reader,
  look?: (live: Live) => void,
): Promise<Result<LiveByAddress>> {
  const found = new Map<Address, Live>();
  for await (const page of reader.pages(listing)) {
    if (!page.ok) return page;
    for (const raw of page.value) {
      const live = kind.decode(raw);
      if (!live.ok) return err(wrongShape(listing.request, live.error));
      look?.(live.value);
      const address = wanted.get(live.value.key);
      if (address !== undefined) found.set(address, live.value);
    }
  }
  return ok(found);
}

async function oneByOne(
  kind: Kind,
  readOne: (key: string) => ApiRequest,
  wanted: ReadonlyMap<string, Address>,
  reader: Reader,
): Promise<Result<LiveByAddress>> {
  const found = new Map<Address, Live>();
  const all = await Promise.all(
    [...wanted].map(
      async ([key, address]) => [address, await readObject(kind, key, readOne(key), reader)] as const,
    ),
  );
  for (const [address, live] of all) {
    if (!live.ok) return live;
    if (live.value !== null) found.set(address, live.value);
  }
  return ok(found);
}

async function readObject(
  kind: Kind,
  key: string,
  request: ApiRequest,
  reader: Reader,
): Promise<Result<Live | null>> {
  const answer = await reader.read(request, { missing: 'answer' });
  if (!answer.ok) return answer;
  if (answer.value.status === 404) return ok(null);
  const live = kind.decode(answer.value.body, key);
  return live.ok ? live : err(wrongShape(request, live.error));
}
