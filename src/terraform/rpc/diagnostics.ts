// Findings as Terraform shows them: what, why, and what to do next, at the attribute that they stand in.

import { asDiagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import { type Failure, printPlace } from '../../model/failure.ts';
import { type AttributePath, type Diagnostic as Message, severities } from '../plugin/messages.ts';
import type { Body } from '../session/body.ts';

const shownAddresses = 20;

/** @param body the resource that is asked about; a finding that stands elsewhere says where in its text */
export function messageOf(found: Diagnostic, body?: Body): Message {
  const { severity, summary, why, next, where, also, addresses = [] } = found;
  const own = body !== undefined && where?.file === body.file;
  const places = [where, also].filter((place) => place?.file !== body?.file).map(printPlace);
  const more = addresses.length - shownAddresses;
  const lines = [
    capital(why),
    ...addresses.slice(0, shownAddresses).map((address) => `  ${address}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...places.filter((place) => place !== '').map((place) => `At ${withoutColumn(place)}.`),
    next === '' ? '' : `To go on: ${ended(next)}`,
    `(${found.code})`,
  ];
  const keys = own && where ? body.keysAt(where).slice(0, 1) : [];
  return {
    severity: severity === 'error' || severity === 'refusal' ? severities.error : severities.warning,
    summary: capital(summary),
    detail: lines.filter((line) => line !== '').join('\n'),
    // Terraform finds the line of an argument; of what is inside it, it would take the last name for an argument.
    ...(keys.length > 0 && { attribute: pathOf(keys) }),
  };
}

export const failureMessage = (failure: Failure, body?: Body): Message =>
  messageOf(asDiagnostic(failure), body);

/** Findings that are worth a word: what is only of interest to the command's plan is left out. */
export const messagesOf = (found: readonly Diagnostic[], body?: Body): Message[] =>
  found.filter(({ severity }) => severity !== 'info').map((one) => messageOf(one, body));

export const pathOf = (keys: readonly (string | number)[]): AttributePath => ({
  steps: keys.map((key) => (typeof key === 'number' ? { element_key_int: key } : { attribute_name: key })),
});

/** A sentence begins with a capital; what else may stand first, a value or a name, is more than letters and stays as it is. */
const capital = (text: string): string =>
  /^[a-z]+(\s|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A place in a block is not one in a file: it has no line that people could find. */
const withoutColumn = (place: string): string =>
  /^(id360_|provider\.)/.test(place) ? place.replace(/:1:\d+/, '') : place;
