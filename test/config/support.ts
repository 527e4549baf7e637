// A disk in memory, a synthetic kind, and how these tests write a finding down: `file:line:column code: summary`.

import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadDesired } from '../../src/config/desired.ts';
import { desiredSchema } from '../../src/config/desired-schema.ts';
import type { Disk } from '../../src/config/disk.ts';
import type { ConfigKind } from '../../src/config/sections.ts';
import { asValidator } from '../../src/config/violation.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { printPlace } from '../../src/model/failure.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import type { PrepareInput } from '../../src/model/kind.ts';

export const cwd = '/work';
export const policy = { protectedAccounts: [] };

/** Files by absolute path, or by a path below `cwd`. Counts what is read. */
export function memoryDisk(
  files: Readonly<Record<string, string | Uint8Array>>,
): Disk & { readonly reads: string[] } {
  const at = new Map(
    Object.entries(files).map(([path, text]) => [path.startsWith('/') ? path : `${cwd}/${path}`, text]),
  );
  const bytes = (path: string) => Buffer.from(at.get(path) ?? '');
  const below = (folder: string) => [...at.keys()].filter((path) => path.startsWith(`${folder}/`));
  const reads: string[] = [];
  return {
    reads,
    stat: async (path) => {
      if (at.has(path)) return { kind: 'file', size: bytes(path).length };
      if (below(path).length > 0) return { kind: 'folder', size: 0 };
      throw Object.assign(new Error('not there'), { code: 'ENOENT' });
    },
    list: async (folder) => [
      ...new Set(below(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? '')),
    ],
    realpath: async (path) => path,
    read: async (path, max) => {
      reads.push(path);
      return bytes(path).subarray(0, max);
    },
  };
}

const herd: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['select'],
  anyOf: [{ required: ['mood'] }, { required: ['size'] }],
  properties: {
    mood: { enum: ['calm', 'wild'] },
    size: { type: 'integer', minimum: 1 },
    select: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        ids: { type: 'array', items: { type: 'string' }, examples: [['17']] },
        filter: { type: 'string' },
        file: { type: 'string' },
      },
    },
  },
};

const fence: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    closed: { type: 'boolean' },
    height: { oneOf: [{ type: 'integer', minimum: 1 }, { enum: ['low', 'high'] }] },
    names: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true },
  },
};

/** Keeps what it was prepared with. A filter is wrong from its first `!` on. */
export function zoo(): ConfigKind & { readonly seen: PrepareInput[] } {
  const seen: PrepareInput[] = [];
  const herds = (sections: PrepareInput['sections']) => {
    const value = sections['herds']?.value;
    return isObject(value) ? Object.entries(value) : [];
  };
  const selects = (sections: PrepareInput['sections'], key: string) =>
    herds(sections).flatMap(([name, one]) => {
      const select = isObject(one) && isObject(one['select']) ? one['select'] : {};
      return typeof select[key] === 'string'
        ? [{ name, text: select[key], pointer: `/${name}/select/${key}` }]
        : [];
    });
  return {
    seen,
    name: 'zoo',
    sections: {
      herds: { type: 'object', propertyNames: { pattern: '^[a-z][a-z0-9_-]*$' }, additionalProperties: herd },
      fence,
      gate: { enum: ['open', 'shut'] },
    },
    files: (sections) =>
      selects(sections, 'file').map(({ text, pointer }) => ({
        name: text,
        place: sections['herds']?.place(pointer) ?? {},
      })),
    prepare: (input) => {
      seen.push(input);
      const wrong = selects(input.sections, 'filter').filter(({ text }) => text.includes('!'));
      const diagnostics = wrong.map(({ name, text, pointer }): Diagnostic => {
        const where = input.sections['herds']?.place(pointer, text.indexOf('!')) ?? {};
        return {
          code: 'zoo.filter',
          severity: 'error',
          summary: `filter of ${name}`,
          why: '',
          next: '',
          where,
        };
      });
      return {
        diagnostics,
        observe: () => ({
          reads: [],
          row: () => ({ ok: true, value: undefined }),
          finish: () => ({ subjects: [], unlisted: [], diagnostics: [] }),
        }),
      };
    },
  };
}

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
export const validator = asValidator(ajv.compile(desiredSchema(zoo().sections)));

/** Loads `a.yaml` (and whatever else) for the synthetic kind. */
export async function load(
  files: string | Readonly<Record<string, string | Uint8Array>>,
  paths?: readonly string[],
) {
  const given = typeof files === 'string' ? { 'a.yaml': files } : files;
  const kind = zoo();
  const disk = memoryDisk(given);
  const result = await loadDesired({
    paths: paths ?? Object.keys(given),
    cwd,
    kinds: [kind],
    policy,
    validator,
    disk,
  });
  const diagnostics = result.ok ? result.value.diagnostics : result.error;
  return { result, diagnostics, seen: kind.seen.at(-1), disk };
}

export const line = ({ where, code, summary }: Diagnostic): string =>
  `${printPlace(where)} ${code}: ${summary}`;
