// trueup executions list and show: what the ledger knows of executions, and what the tenant says of one. Reads only.

import { createReadingClient, type Reader } from '../../api/client.ts';
import { type Outcome as Entity, nameOf, outcomeOf } from '../../kinds/user_action/entity.ts';
import { type KnownExecution, knownExecutions } from '../../kinds/user_action/imperative.ts';
import { detailsOf, resultsOf } from '../../kinds/user_action/reads.ts';
import { isObject, type Json } from '../../model/json.ts';
import { ok, type Result } from '../../model/result.ts';
import { readRows } from '../../reconcile/rows.ts';
import { printTable } from '../../report/table.ts';
import { findExecution } from '../execution.ts';
import type { Io } from '../io.ts';
import { type Given, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { connect, memoryOf, openLedger } from '../session.ts';
import { findPlace } from '../tenant.ts';

const listHeadings = ['execution', 'action', 'user action', 'users', 'succeeded', 'failed', 'pending'];

export async function listExecutions(options: Given, io: Io): Promise<Outcome> {
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const { baseUrl } = place.value;
  if (!baseUrl.ok) return failed(baseUrl.error);
  const ledger = openLedger(place.value, baseUrl.value, io);
  const memory = await memoryOf(ledger, options);
  if (!memory.ok) return failed(memory.error);
  const known = knownExecutions(memory.value);
  if (known.length === 0) io.note(noneIn(await ledger.exists()));
  const tenant = place.value.tenant.name;
  await io.print(
    wantsJson(options) ? listJson(tenant, known) : printTable(listHeadings, known.map(cells), page(io)),
  );
  return done;
}

const noneIn = (there: Result<true>): string =>
  there.ok ? 'The ledger knows of no execution.' : `Nothing is known: ${there.error.summary}.`;

const cells = ({ id, task, name, users, succeeded, failed: lost, pending }: KnownExecution): string[] => [
  id,
  task.action,
  name,
  ...[users, succeeded, lost, pending].map(String),
];

const page = (io: Io) => ({ color: io.color.out, width: io.tableWidth });

function listJson(tenant: string, known: readonly KnownExecution[]): string {
  const executions = known.map(({ task, ...rest }) => ({
    ...rest,
    action: task.action,
    app_config_id: task.app_config_id,
    template: task.template,
  }));
  return `${JSON.stringify({ format: 'trueup.executions/1', tenant, executions }, null, 2)}\n`;
}

export async function showExecution(args: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const client = connect(place.value, io, createReadingClient);
  if (!client.ok) return failed(client.error);
  const { reader, close, baseUrl } = client.value;
  const memory = await memoryOf(openLedger(place.value, baseUrl, io), options);
  if (!memory.ok) return failed(memory.error);
  const target = findExecution(args[0] ?? '', options, memory.value);
  const seen = target.ok ? await look(reader, target.value.action, target.value.execution) : target;
  await close();
  if (!seen.ok) return failed(seen.error);
  await io.print(
    wantsJson(options) ? showJson(place.value.tenant.name, seen.value) : showText(seen.value, io),
  );
  return done;
}

interface Shown {
  readonly action: string;
  readonly execution: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly users: readonly (Entity & { readonly name: string })[];
}

async function look(reader: Reader, action: string, execution: string): Promise<Result<Shown>> {
  const answer = await reader.read(detailsOf(action, execution).request);
  if (!answer.ok) return answer;
  const rows = await readRows(reader, resultsOf(action, execution));
  if (!rows.ok) return rows;
  const { body } = answer.value;
  const details = isObject(body) && isObject(body['data']) ? body['data'] : {};
  const users = rows.value.flatMap((raw) => {
    const outcome = outcomeOf(raw);
    const user = isObject(raw) && isObject(raw['user']) ? raw['user'] : {};
    return outcome === undefined ? [] : [{ ...outcome, name: nameOf(user, outcome.id) }];
  });
  return ok({ action, execution, details, users });
}

function showJson(tenant: string, { action, execution, details, users }: Shown): string {
  const { status, failed_count, success_count, summary_data } = details;
  const document = { format: 'trueup.execution/1', tenant, execution, action };
  const counts = { status, success_count, failed_count, summary_data };
  return `${JSON.stringify({ ...document, ...counts, users }, null, 2)}\n`;
}

/** Failures first: they are what people look for. */
function showText({ action, execution, details, users }: Shown, io: Io): string {
  const word = (value: unknown): string => (value === undefined ? '?' : String(value as Json));
  const head = `Execution ${execution} of ${action}: ${word(details['status'])}, ${word(details['success_count'])} succeeded, ${word(details['failed_count'])} failed\n`;
  const rows = [...users]
    .sort((a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : 0))
    .map(({ id, name, status, message }) => [id, name, status, message]);
  return `${head}${rows.length === 0 ? '' : '\n'}${printTable(['user', 'name', 'status', 'message'], rows, page(io))}`;
}
