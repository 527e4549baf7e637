// ValidateDataResourceConfig and ReadDataSource: live things to look at. They share the readings of the resources.

import { dataTypes } from '../data/all.ts';
import type { DataType } from '../data/types.ts';
import type {
  Configured,
  ReadDataRequest as Request,
  ReadDataResponse as Response,
  Told,
} from '../plugin/messages.ts';
import { argumentsOf, typeOf } from '../schema/types.ts';
import { bodyOf } from '../session/body.ts';
import { decode } from '../value/decode.ts';
import { decodeJson } from '../value/decode-json.ts';
import { encode } from '../value/encode.ts';
import { hasUnknown } from '../value/json.ts';
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

export async function readData(request: Request, provider: Provider): Promise<Response> {
  const asked = askedOf(request);
  if (asked === undefined) return {};
  const tenant = provider.tenant();
  if (!tenant.ok) return { diagnostics: [failureMessage(tenant.error)] };
  const { type, given, body } = known(asked);
  const wrong = messagesOf(type.check(given, body), body);
  if (wrong.length > 0) return { diagnostics: wrong };
  const read = await type.read(given, tenant.value);
  if (!read.ok) return { diagnostics: [failureMessage(read.error, body)] };
  const state = typeOf(type.schema.attributes);
  const computed = decodeJson(read.value, state);
  const value = { ...(isValueObject(computed) ? computed : {}), ...asked.arguments };
  return { state: { msgpack: encode(value, state) } };
}

interface Asked {
  readonly type: DataType;
  readonly arguments: ValueObject;
}

function askedOf({ type_name, config }: Configured): Asked | undefined {
  const type = byName.get(type_name);
  if (type === undefined || !config?.msgpack) return undefined;
  const value = decode(config.msgpack, typeOf(type.schema.attributes));
  if (!isValueObject(value)) return undefined;
  const names = argumentsOf(type.schema).map(({ name }) => name);
  return { type, arguments: Object.fromEntries(names.map((name) => [name, value[name] ?? null])) };
}

function known({ type, arguments: values }: Asked) {
  const given = toPlainArguments(values);
  return { type, given, body: bodyOf(`data ${type.name}`, given) };
}
