// Few of many: the first objects of a list and how many more there are. A view never holds more than it shows.

import { type Address, keyOf, kindOf } from '../model/address.ts';

export const sampleSize = 5;

/** Objects of a group that could hurt: who approves a plan must see whom it is about. */
export const dangerSize = 50;

export interface Sample<T> {
  readonly items: readonly T[];
  readonly more: number;
}

export interface ObjectView {
  readonly address: Address;
  /** The address' key; the kind where there is only one such object. */
  readonly id: string;
  readonly name: string;
}

export interface ViewOptions {
  /** Every object is in the view, not a sample of each group. */
  readonly all?: boolean;
}

/** The first `size` items through `view`; all of them where `all` is set. */
export function sampleOf<A, B>(
  items: readonly A[],
  view: (item: A) => B,
  options: ViewOptions,
  size = sampleSize,
): Sample<B> {
  const shown = options.all === true ? items : items.slice(0, size);
  return { items: shown.map(view), more: items.length - shown.length };
}

export function objectOf({ address, name = '' }: { address: Address; name?: string }): ObjectView {
  const key = keyOf(address);
  return { address, id: key === '' ? kindOf(address) : key, name: key === '' ? '' : name };
}
