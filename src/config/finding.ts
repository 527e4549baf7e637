// How this room builds its diagnostics: everything it reports about a file is one of these.

import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';

export interface Words {
  readonly summary: string;
  readonly why: string;
  readonly next: string;
}

export function finding(
  code: string,
  words: Words,
  where?: Place,
  extra: { readonly also?: Place; readonly severity?: Severity } = {},
): Diagnostic {
  const { severity = 'error', also } = extra;
  return { code: `config.${code}`, severity, ...words, ...(where && { where }), ...(also && { also }) };
}

/** By file, line and column; what has no place first, inventories last. */
export function inOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): Diagnostic[] {
  const order = new Map(files.map((file, at) => [file, at]));
  const rank = ({ where }: Diagnostic): number[] => [
    where?.file === undefined ? -1 : (order.get(where.file) ?? files.length),
    where?.line ?? 0,
    where?.column ?? 0,
  ];
  return diagnostics.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, i) => value !== right[i]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  });
}
