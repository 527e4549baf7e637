// A plan as text that a person reads in ten seconds: whether apply will refuse it, the danger, the rest, and a
// last line with the sum. At most about a screen, however many objects it changes; a view with `all` lists each.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { ReadReport } from '../model/plan.ts';
import { addressText, objects, sampleText } from './field-text.ts';
import { countText, findingLines } from './findings.ts';
import { briefLine, groupLines } from './group-text.ts';
import type { GroupView } from './groups.ts';
import { type Line, line, paragraphs, render, row, type Span, type TextOptions } from './lines.ts';
import type { ObjectView, Sample } from './sample.ts';
import type { PlanView } from './view.ts';
import { about, count, number } from './words.ts';

/** Lines for harmless groups in full; then one line each; then none. */
const fullLines = 22;
const briefGroups = 12;
const blockersShown = 5;
const notesShown = 3;

/** The whole plan, ended by the line people look for. */
export function printPlanText(view: PlanView, options: TextOptions): string {
  return render(paragraphs(...planBlocks(view)), options);
}

function planBlocks(view: PlanView): readonly (readonly Line[])[] {
  const dangerous = view.groups.filter(({ hazards }) => hazards.length > 0);
  const harmless = view.groups.filter(({ hazards }) => hazards.length === 0);
  return [
    [titleLine(view)],
    refusalLines(view),
    dangerous.flatMap((group) => groupLines(group, view.all)),
    harmlessLines(harmless, view.all),
    restLines(view),
    findingsLines(notesOf(view), view.all ? Number.POSITIVE_INFINITY : notesShown),
    [...readLines(view.reads), ...hintLines(view), ...refusedLine(view), lastLine(view)],
  ];
}

function titleLine({ id, tenant, expires_at }: PlanView): Line {
  const short = id.slice(0, 12);
  return line(0, ['strong', `Plan ${short} for ${tenant}`], ['quiet', `, valid until ${expires_at}`]);
}

function isBlocker({ severity }: Diagnostic): boolean {
  return severity === 'error' || severity === 'refusal';
}

function notesOf({ diagnostics }: PlanView): readonly Diagnostic[] {
  return diagnostics.filter((each) => !isBlocker(each));
}

function refusalLines(view: PlanView): readonly Line[] {
  if (!view.blocked) return [];
  const blockers = view.diagnostics.filter(isBlocker);
  const todo = 'Do what stands after each fix, then plan again.';
  return [
    line(0, ['danger', 'REFUSED: apply will refuse this plan.'], ` ${todo}`),
    ...findingsLines(blockers, view.all ? Number.POSITIVE_INFINITY : blockersShown),
  ];
}

function findingsLines(findings: readonly Diagnostic[], shown: number): readonly Line[] {
  const rest = findings.slice(shown);
  return [
    ...findings.slice(0, shown).flatMap((each) => findingLines(each, 2)),
    ...(rest.length > 0 ? [line(2, `and ${countText(rest)} more`)] : []),
  ];
}

/** Full while there is room, then a line each, then only how many there are. */
function harmlessLines(groups: readonly GroupView[], all: boolean): readonly Line[] {
  if (all) return groups.flatMap((group) => groupLines(group, true));
  const lines: Line[] = [];
  let brief = 0;
  for (const group of groups) {
    const full = groupLines(group, false);
    const fits = brief === 0 && lines.length + full.length <= fullLines;
    if (!fits) brief += 1;
    if (fits) lines.push(...full);
    else if (brief <= briefGroups) lines.push(briefLine(group));
  }
  const left = groups.slice(groups.length - Math.max(0, brief - briefGroups));
  return left.length === 0 || brief <= briefGroups ? lines : [...lines, foldedLine(left)];
}

function foldedLine(groups: readonly GroupView[]): Line {
  const sum = groups.reduce((total, group) => total + group.count, 0);
  return line(2, `and ${count(groups.length, 'more group')} with ${objects(sum)}`);
}

function restLines({ settled, unlisted, agreed, all }: PlanView): readonly Line[] {
  const [one, ...others] = new Set(settled.items.map(({ why }) => why));
  const why = one === undefined ? '' : ` (${others.length > 0 ? 'for example: ' : ''}${one})`;
  const noted = `As desired already: ${objects(agreed)}; apply notes it in the ledger.`;
  return [
    ...listLines(settled, all, ['quiet', 'Settled, nothing to do: '], why),
    ...listLines(unlisted, all, ['warn', 'Unlisted, selected by nothing in the files: '], ''),
    ...(agreed > 0 ? [line(0, ['quiet', noted])] : []),
  ];
}

function listLines(list: Sample<ObjectView>, all: boolean, label: Span, end: string): readonly Line[] {
  const size = list.items.length + list.more;
  if (size === 0) return [];
  if (!all) return [line(0, label, `${objects(size)}: ${sampleText(list)}${end}`)];
  return [line(0, label, `${objects(size)}${end}`), ...list.items.map((item) => row(6, addressText(item)))];
}

/** How the live state was read: `Read: … whole, 1 200 rows in 12 calls.` */
export function readLines(reads: readonly ReadReport[]): readonly Line[] {
  return reads.length === 0 ? [] : [line(0, ['quiet', `Read: ${reads.map(readText).join('; ')}.`])];
}

function readText({ kind, how, rows, requests }: ReadReport): string {
  return `${kind} ${how}, ${count(rows, 'row')} in ${count(requests, 'call')}`;
}

function hintLines(view: PlanView): readonly Line[] {
  const whole = view.all || view.groups.every(({ small }) => small);
  return whole ? [] : [line(0, ['quiet', 'Each object with its change: add --all.'])];
}

function refusedLine({ blocked, diagnostics }: PlanView): readonly Line[] {
  if (!blocked) return [];
  const found = countText(diagnostics.filter(isBlocker));
  return [line(0, ['danger', `Apply will refuse this plan${found === '' ? '' : `: ${found}, see above`}.`])];
}

function lastLine(view: PlanView): Line {
  const { add, change, remove, run } = view.summary;
  if (add + change + remove + run === 0) return nothingPlanned(view);
  const parts = [
    ...(add > 0 ? [`${number(add)} to add`] : []),
    `${number(change)} to change`,
    `${number(remove)} to remove`,
    `${number(run)} to run`,
  ];
  const { requests, seconds } = view.cost;
  const cost = ` ${count(requests, 'API call')}, ${about(seconds)}.`;
  return row(0, ['strong', `Plan: ${parts.join(', ')}.`], cost);
}

function nothingPlanned({ blocked, reads, diagnostics }: PlanView): Line {
  if (blocked) return row(0, ['strong', 'No changes planned.']);
  const read = `${objects(reads.reduce((sum, each) => sum + each.rows, 0))} read.`;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  // What failed for good, or is in doubt, is not as the files say, though nothing is to be done.
  if (warnings.length > 0)
    return row(0, ['warn', 'No changes.'], ` ${countText(warnings)}, see above. ${read}`);
  return row(0, ['good', 'No changes.'], ` The tenant is as the files say. ${read}`);
}
