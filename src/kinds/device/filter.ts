// How a filter reads a device (contract, "Devices"): a name is looked for where the API may have put it, and the two
// words for a device that joined through Identity360 itself are one join type.

import { deviceName } from '../../model/device-name.ts';
import { compileFilter, type RowTest } from '../../scim/compile.ts';
import type { Filter } from '../../scim/filter.ts';
import type { AttributeOf, Row } from '../../scim/read.ts';
import { enrolledHere, isEnrolledHere, joinField } from './join.ts';

/** A test of rows of the device list. */
export function deviceTest(filter: Filter): RowTest {
  return compileFilter(bothWords(filter), attributeOf);
}

const attributeOf: AttributeOf = (name) => {
  if (name === 'name') return deviceName;
  return name === joinField ? joinTypesIn : undefined;
};

/** Both words where the row has either, so that whichever the filter says is found. */
function joinTypesIn(row: Row): unknown {
  const value = row[joinField];
  return isEnrolledHere(value) ? enrolledHere : value;
}

/** `ne` holds where any of several values differs; over the two words it must mean that neither is equal. */
function bothWords(filter: Filter): Filter {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const [first, second, ...rest] = filter.of;
      return { op: filter.op, of: [bothWords(first), bothWords(second), ...rest.map(bothWords)] };
    }
    case 'not':
      return { op: 'not', of: bothWords(filter.of) };
    case 'ne': {
      const isJoinType = filter.path.toLowerCase().endsWith(joinField);
      return isJoinType ? { op: 'not', of: { ...filter, op: 'eq' } } : filter;
    }
    default:
      return filter;
  }
}
