import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../harness/browser.js';
import { endAll, goingOn, kip } from '../harness/kip.js';

let home: string;
const env = (): Record<string, string> => ({ KIP_HOME: home });
const DEPARTMENT =
  'đã tiếp nhận và xử lý 209 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 200 phản ánh trong hạn (95,7%); 09 phản ánh quá hạn (4,3%). Tỷ lệ hài lòng của người dân: 77,6%';

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kip-cli-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(home, 0o755);
});
afterAll(async () => {
  endAll();
  await rm(home, { recursive: true, force: true });
});

describe('kip demo', () => {
  it("prints the department's sentence, and leaves a database without a violation", async () => {
    const demo = await kip(['demo', '--exit'], env());
    expect({ code: demo.code, stdout: demo.stdout }).toEqual({
      code: 0,
      stdout: `${DEPARTMENT}\n`,
    });
    const check = await kip(['check', '--demo', '--json'], env());
    expect(JSON.parse(check.stdout)).toMatchObject({ reports: 209, violations: [] });
    expect(check.code).toBe(0);
    const audit = await kip(['audit', 'verify', '--demo', '--json'], env());
    expect(audit.code).toBe(0);
    expect(JSON.parse(audit.stdout)).toMatchObject({ faults: [], kept_head_stands: true });
    const figures = await kip(
      ['figures', '--demo', '--json', '--year', '2023', '--group-by', 'unit', '--of', 'legs'],
      env(),
    );
    const { groups, total } = JSON.parse(figures.stdout) as {
      groups: { counts: { all: number } }[];
      total: { counts: { all: number; late: number } };
    };
    expect(groups.length).toBeGreaterThan(3);
    expect(groups.reduce((sum, { counts }) => sum + counts.all, 0)).toBe(total.counts.all);
    const table = await kip(
      ['figures', '--demo', '--year', '2023', '--category', 'telecom', '--group-by', 'month'],
      env(),
    );
    expect(table.stdout).toContain('tháng 03/2023');
    expect(table.stdout).toContain(DEPARTMENT);
  }, 240_000);

  it('tells another story where other numbers are asked for, anew each time', async () => {
    const args = '--exit --json --reports 24 --late 3 --rated 8 --satisfied 7 --seed 7 --year 2026';
    const demo = await kip(['demo', ...args.split(' ')], env());
    expect(demo.code).toBe(0);
    expect(JSON.parse(demo.stdout)).toMatchObject({
      sentence: {
        vi: 'đã tiếp nhận và xử lý 24 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 21 phản ánh trong hạn (87,5%); 03 phản ánh quá hạn (12,5%). Tỷ lệ hài lòng của người dân: 87,5%',
      },
      total: { counts: { all: 24, on_time: 21, late: 3, rated: 8, satisfied: 7 } },
    });
  }, 120_000);

  it('refuses a story that contradicts itself, whole, every place named', async () => {
    const args = ['--late', '300', '--satisfied', '200', '--year', '1999'];
    const { code, stderr, stdout } = await kip(['demo', '--exit', ...args], env());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const place of ['--late 300', '--satisfied 200', '--year 1999']) {
      expect(stderr).toContain(place);
    }
  }, 60_000);
});

/** Sends it again with its key where the machine is too busy, as the answer says. */
async function filedAtLast(intake: string, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  for (let tries = 1; ; tries += 1) {
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${intake}/v1/reports`, request);
    if (answer.status !== 503 || tries === 5) return answer;
    await sleep(Number(answer.headers.get('Retry-After')) * 1_000);
  }
}

const PASSWORD = 'một mật khẩu đủ dài của bài thử này';

/** Makes the first administrator on the command line, sets the password by the token, and signs in. */
async function firstAdministrator(desk: string): Promise<Browser> {
  const who = ['--name', 'Hoàng Minh Giang', '--email', 'giang@kip.test'];
  const made = await kip(['admin', 'create', ...who], env());
  expect(made).toMatchObject({ code: 0 });
  const browser = new Browser(desk);
  const token = made.stdout.trim();
  const set = await browser.post('/v1/account/password', { token, password: PASSWORD });
  expect(set.status).toBe(204);
  expect(await browser.signIn('giang@kip.test', PASSWORD)).toBe('enrol');
  await browser.enrol();
  return browser;
}

describe('kip up', () => {
  it('serves an installation of its own, which the demo does not touch, until it is asked to end', async () => {
    const first = goingOn('kip', ['up'], env());
    const [, intake = ''] = await first.ready(/citizens\s+(http:\S+)\n/);
    const [, desk = ''] = await first.ready(/desk\s+(http:\S+)\n/);
    // Nobody can sign in yet: it says what to do about it.
    await first.ready(/npx kip admin create/);
    expect((await fetch(`${intake}/health/ready`)).status).toBe(200);
    const filed = await filedAtLast(intake, {
      text: 'Cáp võng trước cổng trường',
      address: '12 Lê Lợi',
    });
    expect(filed.status).toBe(201);
    const { code } = (await filed.json()) as { code: string };
    expect(code).toMatch(/^PA-\d{4}-00000\d$/);
    const admin = await firstAdministrator(desk);
    expect((await admin.get(`/v1/desk/reports/${code}`)).status).toBe(200);

    const port = new URL(intake).port;
    const second = goingOn('kip', ['up'], { ...env(), KIP_PORT: port });
    await second.ready(/citizens/);
    const ended = await second.stop('SIGTERM');
    expect(ended.stderr).toContain(`port ${port} is taken; using `);
    expect(ended.code).toBe(0);

    const stopped = await first.stop('SIGINT');
    expect(stopped.code).toBe(0);
    const doctor = await kip(['doctor', '--json'], env());
    expect(doctor.code).toBe(0);
    const { findings } = JSON.parse(doctor.stdout) as { findings: { what: string }[] };
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Node', 'folder', 'tables', 'clock', 'deliveries', 'reference data']),
    );
    expect((await kip(['check'], env())).stdout).toContain('1 reports, 0 violations');
  }, 120_000);
});

describe('kip, asked to end', () => {
  it('ends in order in the midst of a story, and its server with it', async () => {
    const demo = goingOn('kip', ['demo'], env());
    await demo.told(/steps/);
    const { code, stderr } = await demo.stop('SIGINT');
    expect(code).toBe(3);
    expect(stderr).toContain('ended by SIGINT');
    expect(existsSync(path.join(home, 'demo', 'pg', 'postmaster.pid'))).toBe(false);
  }, 60_000);
});

describe('every command', () => {
  it.each([
    'up',
    'demo',
    'migrate',
    'seed',
    'calendar',
    'figures',
    'check',
    'replay',
    'import',
    'backup',
    'restore',
    'doctor',
    'api',
  ])(
    '%s has a help',
    async (name) => {
      const { code, stdout } = await kip([name, '--help'], env());
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: kip ${name}`);
      expect(stdout).toContain('Exit codes');
    },
    30_000,
  );

  it('ends with 2 where the command, an option or a setting is wrong, and says which', async () => {
    const wrong: readonly (readonly [string[], Record<string, string>, string])[] = [
      [['fly'], {}, "unknown command 'fly'"],
      [['demo', '--late', 'many'], {}, 'give a whole number'],
      [['check'], { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
      [['up'], { KIP_PORT: '70000' }, 'KIP_PORT=70000'],
      [['seed', '/nowhere'], {}, 'there is no such file in /nowhere'],
      [['up'], { KIP_HOME: '/proc/nothing' }, 'KIP_HOME=/proc/nothing'],
      [['check'], { KIP_HOME: path.join(import.meta.filename, 'x') }, 'KIP_HOME='],
      [['up'], { KIP_HOST: '192.0.2.1' }, 'KIP_HOST and port=192.0.2.1'],
    ];
    for (const [args, more, told] of wrong) {
      const { code, stderr } = await kip(args, { ...env(), ...more });
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stderr).toContain(told);
      expect(stderr).not.toContain('    at ');
    }
  }, 60_000);

  it('ends with 3 where a server does not answer, and names it', async () => {
    const url = 'postgres://nobody:x@127.0.0.1:9/kip';
    const { code, stderr } = await kip(['check'], { ...env(), DATABASE_URL: url });
    expect(code).toBe(3);
    expect(stderr).toContain('127.0.0.1:9');
  });
});
