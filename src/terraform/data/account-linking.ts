// id360_account_linking: the live settings, as trueup export writes them, in the words of the resource's arguments.

import { exporter } from '../../kinds/account_linking/export.ts';
import { kind } from '../../kinds/account_linking/kind.ts';
import { listing } from '../../kinds/account_linking/observe.ts';
import { sections } from '../../kinds/account_linking/schema.ts';
import { asObject, type JsonObject } from '../../model/json.ts';
import type { ExportedSection } from '../../model/kind.ts';
import { ok } from '../../model/result.ts';
import { attributesOf } from '../schema/derive.ts';
import { look } from './look.ts';
import { dataType, looked, onlyShown, shown } from './types.ts';

/** What the resource is told, and no server shows. */
const told = ['sync', 'acknowledge'];

export const accountLinking = dataType<null>({
  name: 'id360_account_linking',
  description:
    'The settings for linking local accounts on devices with Identity360 accounts, as they are now. What the API does not show is null.',
  attributes: [
    ...attributesOf(sections.account_linking, told).map(onlyShown),
    shown('restricted_accounts', ['list', 'string'], 'Local account names that are never linked.'),
  ],
  take: () => ok(null),
  look: async (_, { reader }) => {
    const exported = exporter();
    const read = await look(kind, listing, reader, exported.row);
    return read.ok ? looked(valuesOf(exported.finish())) : read;
  },
});

function valuesOf(exported: readonly ExportedSection[]): JsonObject {
  const part = (name: string): JsonObject =>
    asObject(exported.find(({ section }) => section === name)?.value);
  return { ...part('account_linking'), restricted_accounts: part('restricted_accounts')['names'] ?? null };
}
