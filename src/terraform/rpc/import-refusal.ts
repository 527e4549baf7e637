// Why a selection cannot be imported: something of it is not there, or what is there is not all in one state. Each names
// the import id, and what is in the way.

import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Surveyed } from '../session/survey.ts';
import { memberKey, type Wish } from '../session/wish.ts';
import { formOf, shown } from './import-id.ts';

/** What was found where the import was supposed to want this. */
export interface Tried {
  readonly wish: Wish;
  /** Supposed arguments, each of which is the text that a member shows where it is so. */
  readonly wanted: JsonObject;
  readonly found: Surveyed;
}

const named = 10;

const wordOf = ({ wanted }: Tried): string => Object.values(wanted).join(', ');

export const isTakenUp = (tried: Tried): boolean =>
  tried.found.standings.size > 0 && inTheWay(tried).length === 0 && absentIn(tried).length === 0;

/** Members that are not as the import would want them, each with how it is. */
const inTheWay = (tried: Tried): readonly (readonly [string, string | undefined])[] =>
  [...tried.found.standings].flatMap(([key, { now }]) =>
    now === wordOf(tried) ? [] : [[key, now] as const],
  );

/** Why something that is selected is not there, in the words of its kind. */
export function notThere({ rule }: ResourceType, { diagnostics }: Surveyed): readonly string[] {
  const codes = rule.absent ?? [];
  return [...new Set(diagnostics.flatMap(({ code, why }) => (codes.includes(code) ? [why] : [])))];
}

const absentIn = ({ wish, found }: Tried): readonly string[] => notThere(wish.type, found);

/** @param tries one at least; what comes nearest to being imported is told */
export function refusalOf(id: string, tries: readonly Tried[]): Failure {
  const near = (a: Tried, b: Tried): number =>
    absentIn(a).length - absentIn(b).length || inTheWay(a).length - inTheWay(b).length;
  const nearest = tries.reduce((best, tried) => (near(tried, best) < 0 ? tried : best));
  return absentIn(nearest).length > 0 ? missing(id, nearest) : differing(id, nearest);
}

function missing(id: string, tried: Tried): Failure {
  const { type } = tried.wish;
  const said =
    type.rule.importAs === undefined
      ? ''
      : `; what is not there yet is imported with an id that says what is wanted of it, such as ${sayingOf(tried)}`;
  return {
    code: 'terraform.import-missing',
    reason: 'error',
    summary: `${shown(id)} selects what is not there, and cannot be imported as ${type.name}`,
    why: absentIn(tried).join('; '),
    next: `check what it selects: the id is ${formOf(type)}${said}`,
  };
}

function differing(id: string, tried: Tried): Failure {
  const members = inTheWay(tried);
  const names = new Map(
    tried.found.changes.map(({ address, name }) => [memberKey(tried.wish, address), name]),
  );
  const lines = members.slice(0, named).map(([key, now]) => {
    const name = names.get(key) ?? key;
    return `  ${key}${name === key || name === '' ? '' : ` (${name})`} is ${now ?? 'not there'}`;
  });
  const more = members.length > named ? [`  and ${members.length - named} more`] : [];
  const { size } = tried.found.standings;
  return {
    code: 'terraform.import-differs',
    reason: 'error',
    summary: `what ${shown(id)} selects is not all in one state, and cannot be imported as ${tried.wish.type.name}`,
    why: [
      `what is wanted cannot be told from what is there: ${size - members.length} of ${size} are ${wordOf(tried)}, and`,
      ...lines,
      ...more,
    ].join('\n'),
    next: `import with an id that says it, such as ${sayingOf(tried)}, and look at the plan`,
  };
}

const sayingOf = ({ wish: { given } }: Tried): string => JSON.stringify(given);
