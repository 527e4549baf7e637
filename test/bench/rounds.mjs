// Runs what is compared in alternation, so that a busy moment of the machine meets all of them, and takes medians.

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** The medians of what each case gives, by name, over so many rounds; unless `cold`, after one that does not count. */
export async function alternate(cases, rounds, start = 'warm') {
  const results = new Map(Object.keys(cases).map((name) => [name, []]));
  for (let round = start === 'warm' ? 0 : 1; round <= rounds; round++)
    for (const [name, run] of Object.entries(cases)) {
      const result = await run();
      if (round > 0) results.get(name).push(result);
    }
  return Object.fromEntries([...results].map(([name, all]) => [name, medians(all)]));
}

function medians(all) {
  const keys = Object.keys(all[0]).filter((key) => typeof all[0][key] === 'number');
  return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => one[key]))]));
}
