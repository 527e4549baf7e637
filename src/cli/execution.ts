// Which execution a command means: one that the ledger knows, or one that the command line describes in full.

import { type KnownExecution, knownExecutions } from '../kinds/user_action/imperative.ts';
import { type Task, taskOf } from '../kinds/user_action/prepare.ts';
import { commandLine } from '../model/command-line.ts';
import { idOf } from '../model/id.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { actionIdOf } from '../model/management.ts';
import type { Memory } from '../model/memory.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Given, text } from './options.ts';
import { usage } from './usage.ts';

export interface Target {
  readonly execution: string;
  readonly action: string;
  /** What the ledger knows of it. */
  readonly known: KnownExecution | undefined;
}

export function findExecution(typed: string, options: Given, memory: Memory): Result<Target> {
  const execution = idOf(typed);
  if (execution === undefined)
    return err(
      usage(
        `"${typed}" is not the id of an execution`,
        `give an id as ${commandLine(memory.named, 'executions list')} shows it`,
      ),
    );
  const given = text(options, 'action');
  const action = given === undefined ? undefined : actionIdOf(given);
  const found = knownExecutions(memory).filter(
    ({ id, task }) => id === execution && (action === undefined || task.action === action),
  );
  const [known] = found;
  if (found.length > 1)
    return err(
      usage(
        `several actions have an execution ${execution}`,
        'add --action',
        `the ledger knows it of ${found.map(({ task }) => task.action).join(', ')}`,
      ),
    );
  const meant = action ?? known?.task.action;
  if (meant !== undefined) return ok({ execution, action: meant, known });
  return err(
    usage(
      `which action execution ${execution} belongs to is not known`,
      'add --action, such as --action move-users',
      'the ledger does not know this execution, and its address has the action in it',
    ),
  );
}

/** The task to run: as the ledger knows it, or as the options say. */
export function taskFor({ execution, action, known }: Target, options: Given): Result<Task> {
  const [config, template, data] = ['appConfig', 'template', 'data'].map((key) => text(options, key));
  const input = data === undefined ? ok(undefined) : templateData(data);
  if (!input.ok) return input;
  const appConfig = config ?? known?.task.app_config_id;
  const id = template ?? known?.task.template['id'];
  if (appConfig === undefined || typeof id !== 'string')
    return err(
      usage(
        `with which template execution ${execution} was run is not known`,
        'add --app-config ID, --template ID and, where the template takes input, --data JSON',
        'the ledger does not know this execution',
      ),
    );
  const filled = { id, data: input.value ?? known?.task.template['data'] ?? [] };
  return ok(taskOf({ action, app_config_id: appConfig, template: filled }));
}

export function templateData(json: string): Result<readonly JsonObject[]> {
  const wrong = usage(
    '--data is not a JSON array of objects',
    `give it like --data '[{"OPERATION":"DISABLE"}]'`,
  );
  try {
    const value: unknown = JSON.parse(json);
    // JSON.parse gives JSON.
    return Array.isArray(value) && value.every(isObject) ? ok(value as readonly JsonObject[]) : err(wrong);
  } catch {
    return err(wrong);
  }
}
