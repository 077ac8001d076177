import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PublicMap, type PublicNeighbours, type PublicReportPage } from '#libs/dto';
import { createHttpApp, listen } from '#libs/http';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import {
  type Step,
  type TestDesk,
  assigned,
  file,
  resolved,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';
import { UNLIMITED } from '../harness/abuse.js';
import { ID, plant } from '../harness/planting.js';

let desk: TestDesk;
let intake: NestFastifyApplication;
let url = '';

beforeAll(async () => {
  desk = await startDesk();
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  const secret = 'a secret of the tests, thirty-two long';
  intake = await createHttpApp(
    IntakeModule.with({ store, reference, media, secret, abuse: UNLIMITED }),
  );
  url = (await listen(intake, '127.0.0.1', 0)).url;
}, 120_000);
afterAll(async () => {
  await intake.close();
  await desk.stop();
});

interface Seen<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Headers;
}

async function see<Body>(path: string, language = 'vi'): Promise<Seen<Body>> {
  const response = await fetch(`${url}/v1/public/${path}`, {
    headers: { 'accept-language': language },
  });
  const text = await response.text();
  return {
    status: response.status,
    body: JSON.parse(text) as Body,
    text,
    headers: response.headers,
  };
}

const NAME = 'Tôn Nữ Quỳnh Trâm';
const PHONE = '0935 778 899';
const MAIL = 'quynhtram@kip.test';
const HOME = '7 kiệt 12 Phan Chu Trinh';
const contact = { name: NAME, phone: PHONE, email: MAIL, address: HOME, show_identity: true };
const AT = { lat: 16.4637, lon: 107.5909, ward: '19753', address: '12 Lê Lợi' };
const SECRETS = /qu[yỳ]nh|935|kip\.test|phan chu trinh|op-1|staff-|nội bộ/i;

async function filed(text: string, steps: readonly Step[], more: object = {}): Promise<string> {
  const { code } = (await file(text, { ...AT, contact, ...more })).report;
  await walk(code, steps);
  return code;
}

const listed = async (query = ''): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await see<PublicReportPage>(`reports?limit=3&${query}${cursor}`);
    codes.push(...body.items.map(({ code }) => code));
    if (body.next === null) return codes;
    cursor = `&cursor=${body.next}`;
  }
};

describe('what anybody may read', () => {
  it('is what is somebody’s work, and nothing of what is none, private or taken back', async () => {
    const shown = [
      await filed('Được giao', assigned),
      await filed('Đã mời', [['op-1', 'offer', { network: 'telecom' }]]),
      await filed('Xong', resolved),
      await filed('Đóng', [...resolved, ['op-1', 'close']]),
    ];
    const survivor = shown[0] ?? '';
    const hidden = [
      await filed('Mới đến', []),
      await filed('Từ chối', [['op-1', 'reject', { reason: 'no_ground' }]]),
      await filed('Thư rác', [['mod-1', 'spam']]),
      await filed('Trùng', [['op-1', 'merge', { survivor }]]),
      await filed('Rút lại', [...working, ['op-1', 'withdraw', { reason: 'người báo yêu cầu' }]]),
      await filed('Báo chí hỏi', assigned, { stream: 'press', form: { outlet: 'Báo' } }),
      await filed('Đơn thư', assigned, { stream: 'letter' }),
      await filed('Mở lại', [...resolved, ['op-1', 'reopen', { reason: 'chưa xong' }]]),
    ];
    const parent = await filed('Chia ra', [
      ...assigned,
      ['op-1', 'split', { children: [{ unit: 'hepco', text: 'phần con' }] }],
    ]);
    const codes = await listed();
    expect([...codes].sort()).toEqual([...shown, parent].sort());
    expect(codes.filter((code) => hidden.includes(code))).toEqual([]);
    expect([...(await listed('standing=ended'))].sort()).toEqual([...shown.slice(2)].sort());
    expect((await listed('standing=open')).length).toBe(3);
    expect(await listed('stream=press')).toEqual([]);
    expect(await listed('area=19774')).toEqual([]);
    expect((await listed('area=19753')).length).toBe(5);
  });

  it('says nothing of who sent it, wherever it was written', async () => {
    const words = `Gọi ${NAME.toUpperCase()} số 0935.778.899 hoặc +84 935 778 899, ${MAIL}, ở ${HOME}; cáp võng`;
    const code = await filed(
      words,
      [...assigned, ['op-1', 'transfer', { unit: 'vnpt', reason: 'nội bộ' }]],
      { address: `Nhà chị ${NAME}, 12 Lê Lợi` },
    );
    const answers = [
      await see<PublicReportPage>('reports?limit=200'),
      await see(`nearby?lat=${AT.lat}&lon=${AT.lon}&metres=1000`),
      await see('map?box=16,107,17,108&zoom=20'),
    ];
    for (const { text } of answers) expect(SECRETS.exec(text)).toBeNull();
    const items = answers[0]?.body as PublicReportPage;
    expect(items.items.find((item) => item.code === code)).toMatchObject({
      ...{ state: 'assigned', stream: 'field', area: '19753', lat: AT.lat, lon: AT.lon, photos: 0 },
      text: expect.stringMatching(/^Gọi \[…\] số .*cáp võng$/),
      address: 'Nhà chị […], 12 Lê Lợi',
    });
  });

  it('hides the exact place where the stream does, and sensitive categories wholly', async () => {
    const code = await filed('Hỏi về hộ khẩu', assigned, { stream: 'question' });
    const { body } = await see<PublicReportPage>('reports?stream=question');
    expect(body.items).toMatchObject([
      { code, lat: null, lon: null, address: null, area: '19753' },
    ]);
    const near = await see<PublicNeighbours>(`nearby?lat=${AT.lat}&lon=${AT.lon}&metres=1000`);
    expect(near.body.items.map((item) => item.code)).not.toContain(code);
    const before = (await see<PublicMap>('map?box=16,107,17,108&zoom=5')).body.cells[0]?.count;
    const { reference } = desk.database;
    const { categories } = await reference.get();
    const sensitive = [...categories.values()].find(
      (one) => one.sensitive && one.streamCode === 'field',
    );
    await filed('Chuyện nhạy cảm', assigned, { category: sensitive?.code });
    expect(await listed(`category=${sensitive?.code ?? ''}`)).toEqual([]);
    expect((await see<PublicMap>('map?box=16,107,17,108&zoom=5')).body.cells[0]?.count).toBe(
      before,
    );
  });

  it('counts the photos that are not hidden', async () => {
    const code = await filed('Có ảnh', assigned);
    const photo = (number: number, hidden: boolean): string =>
      `INSERT INTO attachments (id, report_id, kind, media_type, bytes, sha256, added_at, number, cycle_number,
         width, height, hidden)
       SELECT gen_random_uuid(), ${ID}, 'before', 'image/jpeg', 1, 'x', kip_now(), ${number}, 1, 1, 1, ${hidden}`;
    await plant(desk.database, code, photo(1, false), photo(2, true));
    const { body } = await see<PublicReportPage>('reports?limit=200');
    expect(body.items.find((item) => item.code === code)?.photos).toBe(1);
  });
});

describe('the map', () => {
  it('puts together what lies together, and apart what is looked at from near', async () => {
    const at = { lat: 10.001, lon: 105.001 };
    const codes = [
      await filed('A', assigned, at),
      await filed('B', assigned, { ...at, lon: 105.0013 }),
      await filed('C', assigned, { ...at, lat: 10.4 }),
    ];
    const box = 'box=9,104,11,106';
    const far = (await see<PublicMap>(`map?${box}&zoom=3`)).body;
    expect(far).toMatchObject({ cells: [{ count: 3, code: null, state: null }], more: false });
    const middle = (await see<PublicMap>(`map?${box}&zoom=9`)).body.cells;
    expect(middle.map(({ count }) => count)).toEqual([2, 1]);
    const near = (await see<PublicMap>(`map?${box}&zoom=18`)).body.cells;
    expect(near.map(({ code }) => code).sort()).toEqual([...codes].sort());
    expect((await see<PublicMap>('map?box=10.3,104,11,106&zoom=3')).body.cells).toMatchObject([
      { count: 1, code: codes[2], state: 'assigned', lat: 10.4 },
    ]);
  });

  it('is of a part of the world', async () => {
    for (const box of ['1,2,3', '10,105,9,106', '0,0,91,1', '0,170,1,181', 'a,b,c,d']) {
      const { status, headers } = await see(`map?box=${box}&zoom=3`);
      expect({ box, status }).toEqual({ box, status: 422 });
      expect(headers.get('cache-control')).not.toContain('public');
    }
  });
});

describe('near a place', () => {
  it('is what somebody works on, nearest first, to be followed instead of filed', async () => {
    const at = (metres: number): object => ({ lat: 12 + metres / 111_195, lon: 109 });
    const second = await filed('Hai', assigned, at(120));
    const first = await filed('Một', assigned, at(15));
    await filed('Đã xong', resolved, at(5));
    await filed('Xa', assigned, at(400));
    const { body } = await see<PublicNeighbours>('nearby?lat=12&lon=109', 'en');
    expect(body.items).toMatchObject([
      { code: first, metres: 15, state_title: 'Assigned' },
      { code: second, metres: 120 },
    ]);
  });
});

describe('an answer for everybody', () => {
  it('may be kept for a minute, by language, and a refusal may not', async () => {
    const { headers } = await see('reports');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('vary')).toContain('Accept-Language');
    const refused = await see('reports?cursor=made-up');
    expect(refused).toMatchObject({ status: 422, body: { code: 'bad_cursor' } });
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await see('reports?category=nothing')).toMatchObject({ status: 422 });
    expect(await see('reports?q=cap')).toMatchObject({ status: 422 });
  });
});
