// The word that was probably meant: by edit distance, with `-`, `_` and case not counted.

/** The candidate nearest to `word`; undefined where none is near. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[-_ ]/g, '');
  const [wanted, limit] = [plain(word), Math.max(1, Math.floor(word.length / 3))];
  if (wanted === '' || wanted.length > 64) return undefined;
  const near = candidates.map((candidate) => ({ candidate, far: distance(wanted, plain(candidate)) }));
  return near.filter(({ far }) => far <= limit).sort((a, b) => a.far - b.far)[0]?.candidate;
}

/** Insertions, deletions, substitutions and swaps of neighbours that lead from one text to the other. */
export function distance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (beforeLast[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
