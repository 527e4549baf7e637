// Drift as text: what changed behind the files, what both sides moved, what the files still wait for.

import type { Origin } from '../model/change.ts';
import { historyLines } from './drift-history.ts';
import type { DriftView } from './drift-view.ts';
import { objects } from './field-text.ts';
import { findingLines } from './findings.ts';
import { labelOf, objectLines, sourcesText } from './group-text.ts';
import type { GroupView } from './groups.ts';
import { type Line, line, paragraphs, render, row, type Span, type TextOptions } from './lines.ts';
import { readLines } from './plan-text.ts';
import { count, number } from './words.ts';

const titles: Readonly<Record<Origin, Span>> = {
  drift: ['danger', 'Drift: changed behind the files'],
  both: ['danger', 'Both moved: changed behind the files and in the files'],
  pending: ['info', 'Pending: files not applied yet'],
};

/** Three short sections and a last line; "No drift." where nothing changed behind the files. */
export function printDriftText(view: DriftView, options: TextOptions): string {
  const blocks = [
    sectionLines(view, 'drift'),
    sectionLines(view, 'both'),
    sectionLines(view, 'pending'),
    view.diagnostics.flatMap((each) => findingLines(each, 0)),
    [...readLines(view.reads), lastLine(view)],
  ];
  return render(paragraphs(...blocks), options);
}

function sectionLines(view: DriftView, origin: Origin): readonly Line[] {
  const groups = view.sections[origin];
  if (groups.length === 0) return [];
  const legend: Span = ['quiet', ' (live -> desired)'];
  return [line(0, titles[origin], legend), ...groups.flatMap((group) => groupDrift(group, origin, view))];
}

function groupDrift(group: GroupView, origin: Origin, view: DriftView): readonly Line[] {
  const source = sourcesText(group.sources);
  const rest = `; apply would ${group.operation}${source === '' ? '' : `; ${source}`}`;
  const head = line(2, ['strong', objects(group.count)], `: ${labelOf(group)}`, ['quiet', rest]);
  return [head, ...(view.all || group.small ? eachObject(group, view) : allTogether(group, origin, view))];
}

/** Every object with what the history tells of it. */
function eachObject(group: GroupView, { all, related }: DriftView): readonly Line[] {
  return group.members.items.flatMap((member) => {
    const alone = { ...group, members: { items: [member], more: 0 } };
    return [...objectLines(alone, all), ...historyLines(related, related.ofObject(member.address))];
  });
}

function allTogether(group: GroupView, origin: Origin, { related }: DriftView): readonly Line[] {
  return [...objectLines(group, false), ...historyLines(related, related.ofGroup(origin, group))];
}

function lastLine({ summary, tenant, reason, diagnostics }: DriftView): Line {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const { drift, pending, both } = summary;
  if (reason === 'error')
    return row(0, ['danger', 'Not known whole.'], ' What the errors above concern was not compared.');
  if (drift + both > 0) {
    const parts = [
      `${objects(drift)} changed behind the files`,
      `${number(both)} both moved`,
      `${number(pending)} pending`,
    ];
    return row(0, ['danger', 'Drift'], ` in ${tenant}: ${parts.join(', ')}.`);
  }
  const rest =
    pending > 0
      ? `${objects(pending)} pending: trueup plan shows what apply would do.`
      : warnings > 0
        ? `${count(warnings, 'warning')}, see above.`
        : 'The tenant is as the files say.';
  return row(0, ['good', 'No drift.'], ` ${rest}`);
}
