// A failure as text: what, why, the next thing to do, where. Nothing else is said before it.

import { type Failure, printPlace } from '../model/failure.ts';
import { prose } from './findings.ts';
import { line, render, type TextOptions } from './lines.ts';

/** `Error: …`, why, `Next: …`, where with the HTTP status, and the code to look it up by. */
export function printFailure(failure: Failure, options: TextOptions): string {
  const { code, summary, why, next, where, status } = failure;
  const answer = status === undefined ? '' : `HTTP ${status}`;
  const place = [printPlace(where), answer].filter((part) => part !== '').join(', ');
  const lines = [
    line(0, ['danger', 'Error: '], ['strong', summary], ['quiet', ` (${code})`]),
    ...prose(2, '', why),
    ...prose(2, 'Next: ', next),
    ...prose(2, 'Where: ', place),
  ];
  return render(lines, options);
}
