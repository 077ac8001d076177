import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GoingOn, endAll, goingOn, kip } from '../harness/kip.js';
import { eventually } from '../harness/working.js';

let folder: string;
let archive: string;
const homeOf = (name: string): Record<string, string> => ({ KIP_HOME: path.join(folder, name) });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kip-backup-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(folder, 0o755);
  archive = path.join(folder, 'kip.backup');
});
afterAll(async () => {
  endAll();
  await rm(folder, { recursive: true, force: true });
});

/** `kip up` on an installation, and what a citizen and the desk do there. */
async function startUp(name: string): Promise<{
  app: GoingOn;
  file: (text: string) => Promise<string>;
  state: (code: string) => Promise<string>;
  act: (code: string, person: string, action: string, body: object) => Promise<number>;
}> {
  const app = goingOn('kip', ['up'], {
    ...homeOf(name),
    ...{ KIP_LOG_LEVEL: 'error', KIP_SIGN_IN: 'off' },
  });
  const [, intake = ''] = await app.ready(/citizens\s+(http:\S+)\n/);
  const [, desk = ''] = await app.ready(/desk\s+(http:\S+)\n/);
  const [, key = ''] = await app.ready(/Desk-Key\s+(\S+)/);
  const json = { 'Content-Type': 'application/json' };
  const file = async (text: string): Promise<string> => {
    const body = JSON.stringify({ text, category: 'telecom.cable-sagging', address: '12 Lê Lợi' });
    const filed = await fetch(`${intake}/v1/reports`, { method: 'POST', headers: json, body });
    expect(filed.status).toBe(201);
    return ((await filed.json()) as { code: string }).code;
  };
  const state = async (code: string): Promise<string> => {
    const headers = { 'Desk-Key': key };
    const seen = await fetch(`${desk}/v1/desk/reports/${code}`, { headers });
    return ((await seen.json()) as { state: string }).state;
  };
  const act = async (
    code: string,
    person: string,
    action: string,
    body: object,
  ): Promise<number> => {
    const headers = { ...json, 'Desk-Key': key, 'Desk-Person': person };
    const address = `${desk}/v1/desk/reports/${code}/${action}`;
    return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  return { app, file, state, act };
}

describe('kip backup and kip restore', () => {
  it('saves an installation while it works, and brings it back elsewhere, where it works on', async () => {
    const one = await startUp('one');
    const codes: string[] = [];
    for (let number = 0; number < 8; number += 1) codes.push(await one.file(`dây ${number}`));
    const [worked = ''] = codes;
    await eventually(async () => (await one.state(worked)) !== 'received');
    const words = { unit: 'viettel', words: 'dây của Viettel' };
    expect(await one.act(worked, 'op-1', 'assign', words)).toBe(200);
    expect(await one.act(worked, 'staff-viettel', 'take', {})).toBe(200);
    expect(await one.act(worked, 'staff-viettel', 'resolve', { text: 'đã thu dây' })).toBe(200);

    let filing = true;
    const meanwhile = (async () => {
      for (let number = 0; filing; number += 1) codes.push(await one.file(`lúc sao lưu ${number}`));
    })();
    const saved = await kip(['backup', archive, '--json'], homeOf('one'));
    filing = false;
    await meanwhile;
    expect({ code: saved.code, stderr: saved.stderr }).toMatchObject({ code: 0 });
    const { tables } = JSON.parse(saved.stdout) as { tables: { reports: { rows: number } } };
    const reports = tables.reports.rows;
    expect(reports).toBeGreaterThanOrEqual(8);
    expect(existsSync(`${archive}.partial`)).toBe(false);
    expect((await one.app.stop('SIGTERM')).code).toBe(0);

    const back = await kip(['restore', archive, '--json'], homeOf('two'));
    expect({ code: back.code, stderr: back.stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(back.stdout)).toMatchObject({ reports, violations: [], kind: 'real' });
    const again = await kip(['restore', archive], homeOf('two'));
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/not empty .* another folder in KIP_HOME/);

    const two = await startUp('two');
    expect(await two.state(worked)).toBe('resolved');
    const next = await two.file('sau khi khôi phục');
    expect(codes.slice(0, reports)).not.toContain(next);
    // The new one is routed, and so is whatever was on its way when the backup was taken.
    await eventually(async () => {
      const states = await Promise.all([...codes.slice(0, reports), next].map(two.state));
      return !states.includes('received');
    });
    expect((await two.app.stop('SIGTERM')).code).toBe(0);
    const check = await kip(['check', '--full', '--json'], homeOf('two'));
    expect(JSON.parse(check.stdout)).toMatchObject({ reports: reports + 1, violations: [] });
  }, 180_000);

  it('ends with 2 where the archive is of no use, with the remedy and nothing in the database', async () => {
    const cut = path.join(folder, 'cut.backup');
    const whole = await readFile(archive);
    await writeFile(cut, whole.subarray(0, whole.length - 100));
    const refused = await kip(['restore', cut], homeOf('three'));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/cut off or was altered .* take another archive/);
    expect((await kip(['restore', archive, '--demo'], homeOf('three'))).stderr).toContain(
      'leave --demo out',
    );
    // As empty as before: the whole archive finds its place.
    const restored = await kip(['restore', archive], homeOf('three'));
    expect({ code: restored.code, stdout: restored.stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/reports, \d+ rows, \d+ deliveries on their way again, 0 viol/),
    });
  }, 120_000);

  it('ends with 3 where the archive cannot be written', async () => {
    const saved = await kip(['backup', path.join(folder, 'no', 'such', 'folder')], homeOf('one'));
    expect(saved.code).toBe(3);
    expect(saved.stderr).toMatch(/could not write .*: see that the disk has room/);
    expect(saved.stderr).not.toContain('    at ');
  }, 60_000);
});
