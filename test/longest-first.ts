// The order in which files begin: those that take long by themselves first, so that none of them is alone at the end. A clean
// checkout has no times of an earlier run to go by.

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** From the longest; all others come afterwards, in the order that vitest gives them. */
const long = [
  /\/kinds\/(cases|faults)\.test\.ts$/,
  /\/terraform\/(faults|secrets|kill|state-|errors-)[^/]*$/,
  /\/reconcile\/[^/]*(kill|faults)[^/]*$/,
  /\/terraform\/[^/]*$/,
  /\/(cdktf|cli)\/[^/]*$/,
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex((path) => path.test(moduleId));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
