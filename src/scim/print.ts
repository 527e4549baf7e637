// A filter to text. parseFilter(printFilter(f)) is f, and the text is what RFC 7644's grammar allows: this is the
// form to send to a server.

import type { Filter } from './filter.ts';

/** The one text of a filter: single spaces, small operators, parentheses only where they are needed. */
export function printFilter(filter: Filter): string {
  switch (filter.op) {
    case 'and':
      return filter.of.map((part) => grouped(part, part.op === 'and' || part.op === 'or')).join(' and ');
    case 'or':
      return filter.of.map((part) => grouped(part, part.op === 'or')).join(' or ');
    case 'not':
      return `not (${printFilter(filter.of)})`;
    case 'pr':
      return `${filter.path} pr`;
    case 'where':
      return `${filter.path}[${printFilter(filter.of)}]`;
    default:
      return `${filter.path} ${filter.op} ${JSON.stringify(filter.value)}`;
  }
}

function grouped(filter: Filter, isGroup: boolean): string {
  return isGroup ? `(${printFilter(filter)})` : printFilter(filter);
}
