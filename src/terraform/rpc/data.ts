// ValidateDataResourceConfig and ReadDataSource: live things to look at. They share the readings of the resources.

import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { dataTypes } from '../data/all.ts';
import type { DataType } from '../data/types.ts';
import type {
  Configured,
  ReadDataRequest as Request,
  ReadDataResponse as Response,
  Told,
} from '../plugin/messages.ts';
import { type Schema, typeOf } from '../schema/types.ts';
import { bodyOf } from '../session/body.ts';
import { decode } from '../value/decode.ts';
import { decodeJson } from '../value/decode-json.ts';
import { encode } from '../value/encode.ts';
import { hasUnknown } from '../value/json.ts';
import { Refusal } from '../value/refusal.ts';
import { isValueObject, type ValueObject } from '../value/types.ts';
import { toPlainArguments } from './arguments.ts';
import { failureMessage, messagesOf } from './diagnostics.ts';
import type { Provider } from './provider.ts';

const byName = new Map(dataTypes.map((type) => [type.name, type]));

export async function validateData(request: Configured): Promise<Told> {
  const asked = askedOf(request);
  if (asked === undefined || hasUnknown(asked.arguments)) return {};
  const { type, given, body } = known(asked);
  return { diagnostics: messagesOf(type.check(given, body), body) };
}

export async function readData(request: Request, provider: Pick<Provider, 'tenant'>): Promise<Response> {
  const asked = askedOf(request);
  if (asked === undefined) return {};
  const tenant = provider.tenant();
  if (!tenant.ok) return { diagnostics: [failureMessage(tenant.error)] };
  const { type, given, body } = known(asked);
  const wrong = messagesOf(type.check(given, body), body);
  if (wrong.length > 0) return { diagnostics: wrong };
  const read = await type.read(given, tenant.value, body);
  if (!read.ok) return { diagnostics: [failureMessage(read.error, body)] };
  const found = valueFor(type, read.value.values);
  if (!found.ok) return { diagnostics: [failureMessage(found.error)] };
  const value = { ...found.value, ...setIn(asked.arguments) };
  const state = { msgpack: encode(value, typeOf(type.schema.attributes)) };
  return { state, diagnostics: messagesOf(read.value.findings, body) };
}

/** What was read, as a value of the type's schema. */
function valueFor({ name, schema }: DataType, values: JsonObject): Result<ValueObject> {
  try {
    const value = decodeJson(values, typeOf(schema.attributes));
    return ok(isValueObject(value) ? value : {});
  } catch (error) {
    if (error instanceof Refusal) return err(misfit(name, error));
    throw error;
  }
}

const misfit = (name: string, { path, fault }: Refusal): Failure => ({
  code: 'terraform.answer-mismatch',
  reason: 'error',
  summary: `what the tenant answered does not fit ${name} at ${path.join('.') || 'its root'}`,
  why: fault,
  next: 'run the same command again with TF_LOG_PROVIDER=debug, and report this message and what is logged; it contains no secrets',
});

/** An argument that is not set may be shown all the same. */
const setIn = (values: ValueObject): ValueObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

interface Asked {
  readonly type: DataType;
  readonly arguments: ValueObject;
}

function askedOf({ type_name, config }: Configured): Asked | undefined {
  const type = byName.get(type_name);
  if (type === undefined || !config?.msgpack) return undefined;
  const value = decode(config.msgpack, typeOf(type.schema.attributes));
  if (!isValueObject(value)) return undefined;
  const names = settable(type.schema);
  return { type, arguments: Object.fromEntries(names.map((name) => [name, value[name] ?? null])) };
}

const settable = ({ attributes }: Schema): readonly string[] =>
  attributes.filter((one) => one.required ?? one.optional).map(({ name }) => name);

function known({ type, arguments: values }: Asked) {
  const given = toPlainArguments(values);
  return { type, given, body: bodyOf(`data ${type.name}`, given) };
}
