// Terraform's numbers have 512 bits, JavaScript's have 53. A number is taken only where JavaScript writes it with
// the same digits, so that it goes back to Terraform as exactly the number that came. Integers beyond 2^53 are never
// taken, not even those that a double happens to hold: in the JSON of a state nobody can tell them from the others.

/** The number that the decimal text says, or undefined where it would become another one. */
export function exactNumber(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return undefined;
  const written = digits(text);
  return written !== undefined && written === digits(String(value)) ? value : undefined;
}

/** All digits of a double, as Terraform sees it: 0.1 is 0.1000000000000000055…, which is another number. */
export function allDigits(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(100);
}

/** One text for each number: its digits without zeros at both ends, and where the point stands. */
function digits(text: string): string | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const all = `${whole}${fraction}`;
  const significant = all.replace(/^0+/, '');
  if (significant === '') return all === '' ? undefined : '0';
  const point = Number(exponent) - fraction.length;
  const bare = significant.replace(/0+$/, '');
  return `${sign === '-' ? '-' : ''}${bare}e${point + significant.length - bare.length}`;
}
