import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kip-supply-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: object | string): string {
  const place = path.join(folder, name);
  writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content));
  return place;
}

function run(script: string, ...args: string[]): { code: number | null; out: string } {
  const ended = spawnSync(process.execPath, [`supply/${script}.mjs`, ...args], {
    encoding: 'utf8',
  });
  return { code: ended.status, out: ended.stdout + ended.stderr };
}

describe('the licences of what is installed with the product', () => {
  it('are all allowed', () => {
    expect(run('licences')).toMatchObject({ code: 0 });
  });

  it('are refused where one is not, or is not named', () => {
    const packages = {
      '': {},
      'node_modules/good': { license: '(MIT OR GPL-3.0-only)' },
      'node_modules/tool': { license: 'GPL-3.0-only', dev: true },
      'node_modules/bad': { license: 'AGPL-3.0-only' },
      'node_modules/a/node_modules/half': { license: 'MIT AND GPL-3.0-only' },
      'node_modules/none': {},
      'node_modules/lgpl': { license: 'LGPL-3.0-or-later' },
    };
    const { code, out } = run('licences', '--lock', file('lock.json', { packages }));
    expect(code).toBe(1);
    expect(out).toContain('5 packages, 4 not allowed');
    for (const name of ['bad', 'half', 'none', 'lgpl']) expect(out).toContain(name);
  });

  it('are asked also of what is made into the pages, and of what that depends on', () => {
    const packages = {
      '': { devDependencies: { react: '1.0.0' } },
      'node_modules/react': {
        license: 'MIT',
        dev: true,
        dependencies: { below: '1', beside: '1' },
      },
      'node_modules/react/node_modules/below': { license: 'GPL-3.0-only', dev: true },
      'node_modules/beside': { license: 'AGPL-3.0-only', dev: true },
      'node_modules/tool': { license: 'GPL-3.0-only', dev: true },
    };
    const { code, out } = run('licences', '--lock', file('pages.json', { packages }));
    expect(code).toBe(1);
    expect(out).toContain('3 packages, 2 not allowed');
    for (const name of ['below', 'beside']) expect(out).toContain(name);
  });
});

describe('the audit', () => {
  const hole = (severity: string, id: string): object => ({
    ...{ severity, title: 'a hole', url: `https://github.com/advisories/${id}` },
  });
  const report = (...via: (object | string)[]): string =>
    file('report.json', { vulnerabilities: { some: { name: 'some', via } } });
  const audit = (kept: string, accepted: object[]): { code: number | null; out: string } =>
    run(
      'audit',
      '--report',
      kept,
      '--today',
      '2026-11-26',
      '--accepted',
      file('a.json', { accepted }),
    );

  it('finds grave holes, and leaves out what is accepted until a day, with a reason', () => {
    const kept = report(hole('high', 'GHSA-aaaa-bbbb-cccc'), hole('low', 'GHSA-x'), 'another');
    expect(audit(kept, [])).toMatchObject({ code: 1, out: expect.stringContaining('GHSA-aaaa') });
    const accepted = { id: 'GHSA-aaaa-bbbb-cccc', reason: 'not reached', until: '2026-12-31' };
    expect(audit(kept, [accepted])).toMatchObject({ code: 0 });
    for (const more of [{ until: '2026-11-25' }, { reason: '' }, { until: 'never' }, { id: 'x' }]) {
      expect({ more, ...audit(kept, [{ ...accepted, ...more }]) }).toMatchObject({ code: 1 });
    }
    expect(audit(report(hole('moderate', 'GHSA-y')), [])).toMatchObject({ code: 0 });
  });

  it('says so where the registry could not be asked, and does not call that good', () => {
    const away = { message: 'request to https://registry.npmjs.org failed', error: {} };
    for (const kept of [file('away.json', away), file('nothing.json', '')]) {
      const { code, out } = audit(kept, []);
      expect({ code, out }).toMatchObject({ code: 2, out: expect.stringContaining('could not') });
    }
  });
});
