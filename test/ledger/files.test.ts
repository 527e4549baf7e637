// The files of a ledger: what they hold, their modes, whose they are, and that a file which cannot be understood stays
// as it is, byte for byte.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileLedger } from '../../src/ledger/file.ts';
import { makeFolder } from '../../src/model/make-folder.ts';
import { applyOnce, failure, lockOf, optionsIn, tempFolder, value } from './kit.ts';
import { approvals, at, device } from './plans.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('the folder', () => {
  it('is not needed for reading, and reading does not make it', async () => {
    const folder = join(tempFolder(), 'a');
    const ledger = fileLedger(optionsIn(folder));
    expect(value(await ledger.memory()).applied(device(1))).toBeUndefined();
    expect(value(await ledger.unfinished())).toBeNull();
    expect(() => statSync(folder)).toThrow('ENOENT');
  });

  it('holds one group a state, closed to others', async () => {
    const folder = join(tempFolder(), 'a', 'b');
    await applyOnce(folder, approvals(2, 1));
    const json: unknown = JSON.parse(readFileSync(join(folder, 'ledger.json'), 'utf8'));
    expect(json).toEqual({
      format: 'trueup.ledger/1',
      tenant: 'acme',
      base_url: 'https://id360.example/api/v1',
      owed: [],
      in_doubt: [],
      applied: [{ kind: 'device', state: { agent: 'approved' }, keys: ['1', '2'] }],
    });
    const past = '2026-05-04T03-02-01.000Z-01234567.jsonl';
    expect(readdirSync(folder).sort()).toEqual(['ledger.json', 'lock.1.json', 'runs']);
    expect(readdirSync(join(folder, 'runs'))).toEqual([past]);
    for (const name of ['ledger.json', 'lock.1.json', join('runs', past)])
      expect(modeOf(join(folder, name))).toBe(0o600);
    for (const name of ['.', 'runs', '..']) expect(modeOf(join(folder, name))).toBe(0o700);
  });

  it('is made by several at once', async () => {
    const folder = join(tempFolder(), 'a', 'b', 'c');
    const made = await Promise.all([1, 2, 3].map(() => makeFolder(folder, 0o700)));
    expect(modeOf(folder)).toBe(0o700);
    expect(made.filter((first) => first !== undefined).length).toBeGreaterThan(0);
    expect(await makeFolder(folder, 0o700)).toBeUndefined();
  });

  it.runIf(existsSync('/proc/self'))('that can never be made is a failure', async () => {
    const { code, why } = failure(await fileLedger(optionsIn('/proc/nope/a')).lock());
    expect(code).toBe('ledger.unwritable');
    expect(why).toContain('/proc/nope');
  });

  it('keeps the newest twenty runs, and what is not a run', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'runs'));
    writeFileSync(join(folder, 'runs', 'notes.txt'), 'mine');
    for (let n = 10; n < 33; n += 1) await applyOnce(folder, approvals(n), `20${n}-01-01T00:00:00.000Z`);
    const names = readdirSync(join(folder, 'runs')).sort();
    expect(names).toHaveLength(21);
    expect([names[0], names[19], names[20]]).toEqual([
      '2013-01-01T00-00-00.000Z-01234567.jsonl',
      '2032-01-01T00-00-00.000Z-01234567.jsonl',
      'notes.txt',
    ]);
  });

  it('is rid of left-over temp files by the holder of the lock', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'ledger.json.x1.tmp'), '{"format"');
    await lockOf(fileLedger(optionsIn(folder)));
    expect(readdirSync(folder)).toEqual(['lock.1.json']);
  });

  it('that cannot be written is a failure that names it and says that nothing was sent', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const failed = failure(await fileLedger(optionsIn(join(file, 'a'))).lock());
    expect(failed).toMatchObject({ code: 'ledger.unwritable', where: { file: join(file, 'a') } });
    expect(failed.summary).toContain('nothing was sent');
  });
});

const good = {
  format: 'trueup.ledger/1',
  tenant: 'acme',
  base_url: 'https://id360.example/api/v1',
  owed: [],
  in_doubt: [],
  applied: [{ kind: 'device', state: { agent: 'denied' }, keys: ['7'] }],
};
const group = { kind: 'device', state: {}, keys: ['7'] };

describe('ledger.json', () => {
  it.each([
    ['empty', '', 'ledger.corrupt'],
    ['cut short', JSON.stringify(good).slice(0, -5), 'ledger.corrupt'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'ledger.corrupt'],
    ['a list', '[]', 'ledger.corrupt'],
    ['without a format', '{}', 'ledger.corrupt'],
    ['of another format', JSON.stringify({ ...good, format: 'trueup.plan/1' }), 'ledger.corrupt'],
    ['with a wrong owed', JSON.stringify({ ...good, owed: [1] }), 'ledger.corrupt'],
    ['with a wrong in_doubt', JSON.stringify({ ...good, in_doubt: null }), 'ledger.corrupt'],
    ['with a wrong applied', JSON.stringify({ ...good, applied: { device: {} } }), 'ledger.corrupt'],
    ['with a wrong state', JSON.stringify({ ...good, applied: [{ ...group, state: 1 }] }), 'ledger.corrupt'],
    ['with a key twice', JSON.stringify({ ...good, applied: [...good.applied, group] }), 'ledger.corrupt'],
    ['without base_url', JSON.stringify({ ...good, base_url: 1 }), 'ledger.corrupt'],
    ['newer', JSON.stringify({ ...good, format: 'trueup.ledger/2', applied: 'packed' }), 'ledger.newer'],
    ['of another tenant', JSON.stringify({ ...good, base_url: 'https://b/api/v1' }), 'ledger.other-tenant'],
  ])('that is %s is refused and left as it is', async (_, content, code) => {
    const folder = tempFolder();
    const path = join(folder, 'ledger.json');
    writeFileSync(path, content);
    const ledger = fileLedger(optionsIn(folder));
    expect(failure(await ledger.memory())).toMatchObject({ code, where: { file: path } });
    await lockOf(ledger);
    expect(failure(await ledger.begin(approvals(1), at)).code).toBe(code);
    expect(readFileSync(path)).toEqual(Buffer.from(content));
    expect(readdirSync(folder).sort()).toEqual(['ledger.json', 'lock.1.json']);
  });

  it('of another tenant names both', async () => {
    const folder = tempFolder();
    await applyOnce(folder, approvals(1));
    const other = fileLedger(optionsIn(folder, { baseUrl: 'https://b/api/v1' }));
    const { summary } = failure(await other.memory());
    expect(summary).toContain('https://b/api/v1');
    expect(summary).toContain('https://id360.example/api/v1');
  });

  it('is read where the tenant has another name in trueup.yaml', async () => {
    const folder = tempFolder();
    await applyOnce(folder, approvals(1));
    const renamed = fileLedger(optionsIn(folder, { tenant: 'acme-eu' }));
    expect(value(await renamed.memory()).applied(device(1))).toEqual({ agent: 'approved' });
  });
});
