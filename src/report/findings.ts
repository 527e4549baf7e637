// Diagnostics as a list of findings: their order, their lines like a compiler's, and the count at the end.

import type { Address } from '../model/address.ts';
import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { printPlace } from '../model/failure.ts';
import { blank, type Line, line, render, type Span, type TextOptions, type Tone } from './lines.ts';
import { sampleSize } from './sample.ts';
import { count, number } from './words.ts';

const order: readonly Severity[] = ['error', 'refusal', 'warning', 'info'];

const tones: Readonly<Record<Severity, Tone>> = {
  error: 'danger',
  refusal: 'danger',
  warning: 'warn',
  info: 'info',
};

/** Errors, refusals, warnings, infos; within one severity as they came. */
export function bySeverity(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return order.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
}

/** A validation's findings as a compiler prints them, with a count at the end; empty text for none. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  if (diagnostics.length === 0) return '';
  const found = diagnostics.flatMap((each) => findingLines(each, 0));
  return render([...found, blank, line(0, countText(diagnostics))], options);
}

/** One finding: place, severity, code and summary; why; the fix. */
export function findingLines(finding: Diagnostic, indent: number): readonly Line[] {
  const { severity, code, summary, why, next, where, also, addresses = [] } = finding;
  const place = printPlace(where);
  const head: Span[] = [...(place === '' ? [] : [`${place} `]), [tones[severity], severity], ` ${code}: `];
  return [
    line(indent, ...head, ['strong', summary]),
    ...prose(indent + 4, '', why),
    ...prose(indent + 4, 'also: ', printPlace(also)),
    ...prose(indent + 4, 'about: ', aboutText(addresses)),
    ...prose(indent + 4, 'fix: ', next),
  ];
}

/** Text of several lines, each below the other; nothing for an empty text. */
export function prose(indent: number, label: string, text: string): readonly Line[] {
  if (text === '') return [];
  const [first = '', ...rest] = text.split('\n');
  return [line(indent, label, first), ...rest.map((each) => line(indent + 2, each))];
}

/** `2 errors, 1 warning`. */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const counts = order.map((severity) => ({
    severity,
    n: diagnostics.filter((each) => each.severity === severity).length,
  }));
  return counts.flatMap(({ severity, n }) => (n > 0 ? [count(n, severity)] : [])).join(', ');
}

function aboutText(addresses: readonly Address[]): string {
  const more = addresses.length - sampleSize;
  const shown = more > 0 ? [...addresses.slice(0, sampleSize), `and ${number(more)} more`] : addresses;
  return shown.join(', ');
}
