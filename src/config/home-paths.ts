// Paths of a tenant that begin with ~. Only a shell reads that as the home folder: here it would be a folder of that name
// beside the file, so it is refused where it stands.

import type { Diagnostic } from '../model/diagnostic.ts';
import { finding } from './finding.ts';
import { placeInside } from './inside.ts';
import { childOf, type Tree } from './tree.ts';

/** An error for each of them. */
export function homePaths(file: Tree): Diagnostic[] {
  const tenants = childOf(file, 'tenants');
  if (tenants?.type !== 'map') return [];
  return [...tenants.members.values()].flatMap(({ value: tenant }) => {
    const desired = childOf(tenant, 'desired');
    return [
      ...inHome('ledger', childOf(tenant, 'ledger'), tenant),
      ...(desired?.type === 'list' ? desired.items.flatMap((one) => inHome('desired', one, tenant)) : []),
    ];
  });
}

function inHome(key: string, path: Tree | undefined, tenant: Tree): Diagnostic[] {
  if (path?.type !== 'scalar' || typeof path.value !== 'string' || !/^~([/\\]|$)/.test(path.value)) return [];
  // Only a block of Terraform is called otherwise than its key.
  const isBlock = tenant.type === 'map' && tenant.as !== undefined;
  const words = {
    summary: `${key} is ${JSON.stringify(path.value)}, which is not the home folder here`,
    why: 'only a shell reads ~ as it; a folder of the name ~ would be made',
    next: isBlock
      ? `write pathexpand(${JSON.stringify(path.value)}), or the path without ~`
      : 'write the path without ~: from the root, or relative to this file',
  };
  return [finding('wrong-value', words, placeInside(path, 0))];
}
