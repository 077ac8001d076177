import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { currentCalendars } from '#libs/store';
import { type Ended, kip } from '../harness/kip.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  hueReference,
  startTestServer,
} from '../harness/servers.js';

const HUE = 'deploy/seed/hue/calendars.yaml';

let server: TestServer;
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  server = await startTestServer(hueReference);
  database = await freshDatabase(server);
  folder = mkdtempSync(path.join(tmpdir(), 'kip-calendars-'));
}, 120_000);
afterAll(async () => {
  await database.drop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `kip calendar …` as a process of its own, on a database of its own. */
const calendar = (...args: string[]): Promise<Ended> =>
  kip(['calendar', ...args], { DATABASE_URL: database.url, KIP_HOME: folder });

/** Huế's file after a change, as a file of its own. */
function changed(change: (text: string) => string): string {
  const text = readFileSync(HUE, 'utf8');
  const after = change(text);
  expect(after).not.toBe(text);
  const file = path.join(folder, 'changed.yaml');
  writeFileSync(file, after);
  return file;
}

const withoutCultureDay = (text: string): string =>
  text.replace(/ {4}- date: '2026-11-24'.*\n.*\n/, '');

/** The number of Huế's current revision. */
async function current(): Promise<number> {
  const all = await database.store.transaction({ role: 'worker' }, currentCalendars);
  return all.find(({ code }) => code === 'hue-office')?.revision ?? 0;
}

describe('kip calendar', () => {
  it('has a help for each of its commands', async () => {
    const names = ['import', 'export', 'show', 'compare'];
    const helps = await Promise.all(names.map((name) => calendar(name, '--help')));
    for (const [i, { code, stdout }] of helps.entries()) {
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: kip calendar ${names[i]}`);
      expect(stdout).toContain('Exit codes');
    }
  }, 120_000);

  it('imports what it exports without a change, and says what would change before it does', async () => {
    expect((await calendar('import', HUE)).code).toBe(0);
    const exported = await calendar('export', 'hue-office');
    const file = path.join(folder, 'exported.yaml');
    writeFileSync(file, exported.stdout);
    const again = await calendar('import', file, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ calendars: [{ result: 'same' }] });
    const revision = await current();

    const other = changed(withoutCultureDay);
    const dry = await calendar('import', other, '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain(`hue-office: sẽ thành bản ${revision + 1} (thay bản ${revision})`);
    expect(dry.stdout).toContain('bỏ ngày nghỉ 24/11/2026 "Ngày Văn hóa Việt Nam"');
    expect(dry.stdout).toContain('năm 2026: 1 ngày đổi giờ (24/11/2026); cả năm 1.992 → 2.000');
    expect(dry.stdout).toMatch(/always: không có gì khác bản hiện hành \(bản 1\)/);
    expect(await current()).toBe(revision);
    const done = await calendar('import', other, '--lang', 'en');
    expect(done.stdout).toContain(`hue-office: is now revision ${revision + 1}`);
    expect(done.stdout).toContain('holiday removed: 2026-11-24 "Vietnamese Culture Day"');
    expect(await current()).toBe(revision + 1);
  }, 120_000);

  it('refuses a bad file whole, every line named, with exit code 1', async () => {
    const revision = await current();
    const bad = changed((text) =>
      text
        .replace("tue: [['08:00', '11:30']", "tue: [['08:00', '14:00']")
        .replace('code: always', 'code: other')
        .replace(/zone: Asia\/Ho_Chi_Minh\n(?=.*\n.*\n.*\n.*00:00)/, 'zone: Mars\n'),
    );
    const { code, stdout } = await calendar('import', bad, '--lang', 'en');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /changed\.yaml:15 hue-office: .*tue: 08:00–14:00 and 13:00–17:30 overlap/,
    );
    expect(stdout).toMatch(/changed\.yaml:\d+ other: the time zone "Mars" is unknown; use an IANA/);
    expect(stdout).toContain('is refused whole, nothing was changed: 2 problems');
    expect(await current()).toBe(revision);
    expect((await calendar('show', 'other')).code).toBe(2);
  }, 120_000);

  it('ends with 2 where a file, a code, a year or a country is wrong, and says which', async () => {
    const wrong: readonly (readonly [string[], string])[] = [
      [['import', '/nowhere.yaml'], 'there is no file /nowhere.yaml'],
      [['export', 'nobody'], 'there is no calendar "nobody"; there are: always, hue-office'],
      [['show', 'always', '--year', '26'], 'give a year from 1900 to 2200'],
      [['compare', 'hue-office', '--country', 'XX'], 'knows no country "XX"'],
    ];
    for (const [args, told] of wrong) {
      const { code, stderr } = await calendar(...args);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stderr).toContain(told);
    }
  }, 120_000);

  it('shows a year as a person reads it, in both languages', async () => {
    expect((await calendar('import', HUE)).code).toBe(0);
    const { stdout } = await calendar('show', 'hue-office', '--year', '2026');
    expect(stdout).toMatch(/01\/04\/2026 │ 30\/09\/2026 │ T2–T6 07:30–11:30, 13:30–17:30/);
    expect(stdout).toMatch(/02\/09\/2026 │ T4 +│ Quốc khánh /);
    expect(stdout).toMatch(/22\/08\/2026 │ T7 +│ Làm bù .*│ 07:30–11:30, 13:30–17:30/);
    expect(stdout).toMatch(/cả năm │ +249 │ +1\.992/);
    const english = await calendar('show', 'hue-office', '--year', '2027', '--lang', 'en');
    expect(english.stdout).toMatch(
      /2027-02-10 │ Wed │ Lunar New Year \(day off in lieu\) +│ provis/,
    );
    const json = await calendar('show', 'hue-office', '--year', '2020', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ year: 2020, hours: [{ week: null }] });
  }, 120_000);

  it('is compared with the library: nothing lacks, and what is more has a name', async () => {
    const { code, stdout } = await calendar('compare', 'hue-office', '--json', '--lang', 'en');
    expect(code).toBe(0);
    const { years } = JSON.parse(stdout) as {
      years: { agree: number; library: unknown[]; ours: { name: string }[] }[];
    };
    expect(years).toHaveLength(7);
    for (const { agree, library, ours } of years) {
      expect({ agree, library }).toEqual({ agree: 10, library: [] });
      expect(ours.map(({ name }) => name)).toContain('National Day (adjacent day)');
    }
    // Another country: the calendar lacks its days, and somebody should look.
    expect((await calendar('compare', 'hue-office', '--country', 'FR')).code).toBe(1);
  }, 120_000);
});
