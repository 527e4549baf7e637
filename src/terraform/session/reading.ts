// What an apply may take as read: a listing of this process, from the last seconds, as long as nobody has written since.

import type { Client } from '../../api/client.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import type { Ledger } from '../../ledger/port.ts';
import { kindOf } from '../../model/address.ts';
import type { Read } from '../../model/call.ts';
import { isRun } from '../../model/change.ts';
import type { ApplyInput } from '../../reconcile/context.ts';
import { listedBy, listingFor } from '../../reconcile/reread.ts';
import type { Task } from './rounds.ts';
import type { Tenant } from './tenant.ts';

/** Begins the listings that this task will be compared with, so that they come while Terraform still works. */
export async function readAhead({ changes, reads }: Task, tenant: Tenant): Promise<void> {
  const own = new Map<string, number>();
  for (const change of changes) {
    const kind = kindOf(change.address);
    if (!isRun(change)) own.set(kind, (own.get(kind) ?? 0) + 1);
  }
  for (const kind of kinds) {
    const objects = own.get(kind.name) ?? 0;
    const listing = objects === 0 ? null : listingFor(kind, objects, listedBy(kind, reads));
    if (listing !== null && isList(listing))
      for await (const page of tenant.reader.pages(listing)) if (!page.ok) return;
  }
}

/** What this process has listed is good until it writes; objects, and all that is waited for, are read afresh. */
export function untilWritten({ client, reader }: Tenant): Pick<ApplyInput, 'reader' | 'writer'> {
  let listings = reader.pages;
  const send: Client['writer']['send'] = (...request) => {
    listings = client.reader.pages;
    return client.writer.send(...request);
  };
  const pages: Client['reader']['pages'] = (read, options) =>
    isList(read) ? listings(read, options) : client.reader.pages(read, options);
  return { reader: { ...client.reader, pages }, writer: { send } };
}

const isList = ({ paging }: Read): boolean => paging !== 'object';

/** Nor is it good where another apply has ended since, or was cut off. */
export async function lock({ ledger, reader, clock }: Tenant): ReturnType<Ledger['lock']> {
  const taken = await ledger.lock();
  if (!taken.ok) return taken;
  const [last, open] = await Promise.all([ledger.lastApply(), ledger.unfinished()]);
  const ended = last.ok && last.value !== null ? Date.parse(last.value) : 0;
  reader.forget(open.ok && open.value === null && last.ok ? clock.now() - ended : 0);
  return taken;
}
