import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FiguresBody } from '#libs/dto';
import { type InboxCounts } from '../../apps/desk/src/inboxes/inboxes.dto.js';
import { type ListPage } from '../../apps/desk/src/lists/list.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { type Browser } from '../harness/browser.js';
import { plainJpeg } from '../harness/hostile-images.js';
import { LiveReader } from '../harness/live.js';
import { refOf, sendFile } from '../harness/media.js';
import { type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

const VIEWERS = ['op-1', 'staff-viettel', 'staff-vnpt', 'staff-hepco'] as const;
type Viewer = (typeof VIEWERS)[number];

const NAME = 'Nguyễn Thị Hoa Sim';
const PHONE = '0912345678';

let desk: SignedDesk;
let photo: Buffer;
const browsers = new Map<Viewer, Browser>();
const streams = new Map<Viewer, LiveReader>();

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  photo = await plainJpeg();
  for (const viewer of VIEWERS) {
    const browser = await desk.as(viewer);
    browsers.set(viewer, browser);
    const stream = await LiveReader.open(browser);
    await stream.until(({ event }) => event === 'ready');
    streams.set(viewer, stream);
  }
}, 120_000);
afterAll(async () => {
  for (const stream of streams.values()) stream.close();
  await desk.stop();
});

function as(viewer: Viewer): Browser {
  const browser = browsers.get(viewer);
  if (!browser) throw new Error(`${viewer} has no browser`);
  return browser;
}

/** What one of them is shown of the one case, by every way there is. */
interface Seen {
  readonly case: string | number;
  readonly legs: readonly string[];
  readonly photos: readonly string[] | number;
  readonly bytes: number;
  readonly contact: boolean;
  readonly listed: boolean;
  readonly found: boolean;
  readonly inboxes: readonly string[];
  readonly reports: number;
  readonly ownLegs: number;
}

const NOTHING: Seen = {
  ...{ case: 404, legs: [], photos: 404, bytes: 404, contact: false, listed: false, found: false },
  ...{ inboxes: [], reports: 0, ownLegs: 0 },
};

async function seenBy(viewer: Viewer, code: string, first: string): Promise<Seen> {
  const browser = as(viewer);
  const one = await browser.get<CaseView>(`/v1/desk/reports/${code}`);
  const photos = await browser.get<CaseView['photos']>(`/v1/desk/reports/${code}/photos`);
  const bytes = await browser.get(`/v1/desk/reports/${code}/photos/${first}`);
  const holds = async (query: string): Promise<boolean> => {
    const { body } = await browser.get<ListPage>(`/v1/desk/reports?${query}`);
    return body.items.some((item) => item.code === code);
  };
  const inboxes = await browser.get<InboxCounts>('/v1/desk/inboxes');
  const figure = async (of: string): Promise<number> => {
    const query = `from=2026-01-01&to=2026-12-31&of=${of}`;
    return (await browser.get<FiguresBody>(`/v1/figures?${query}`)).body.total.counts.all ?? 0;
  };
  const found = one.status === 200;
  return {
    case: found ? one.body.state : one.status,
    legs: found ? one.body.legs.map(({ unit }) => unit) : [],
    photos: photos.status === 200 ? photos.body.map(({ kind }) => kind) : photos.status,
    bytes: bytes.status,
    contact: JSON.stringify(one.body).includes(NAME) || JSON.stringify(one.body).includes(PHONE),
    listed: await holds('stream=field'),
    found: await holds('q=cot%20dien%20do'),
    inboxes: inboxes.body.items.filter(({ count }) => count > 0).map(({ name }) => name),
    reports: await figure('reports'),
    ownLegs: await figure('legs'),
  };
}

/** Everything that a page of one of them could show of the case, as text. */
async function allOf(viewer: Viewer, code: string): Promise<string> {
  const bodies = [];
  for (const path of ['', '/clock', '/notes', '/photos']) {
    bodies.push((await as(viewer).get(`/v1/desk/reports/${code}${path}`)).body);
  }
  return JSON.stringify(bodies);
}

const isOfVersion = (data: unknown, version: number): boolean =>
  (data as { readonly version?: number }).version === version;

const REFUSAL = 'cột này ngoài bản đồ của Viettel';
const WAITING = 'đội của VNPT đang ở Phú Vang';
const ASKING = 'VNPT thiếu xe cẩu';
const NOTE = 'ghi chú riêng giữa VNPT và tiếp nhận viên';
const RESULT = 'Đã dựng lại cột';

describe('a case that one enterprise refuses and another claims', () => {
  let code = '';
  let first = '';

  const act = async (viewer: Viewer, path: string, body: object = {}): Promise<void> => {
    const answer = await as(viewer).post(`/v1/desk/reports/${code}/${path}`, body);
    expect({ path, ...answer }).toMatchObject({ path, status: path === 'notes' ? 201 : 200 });
    if (path === 'notes') return;
    // Told live before the next act: who sees the case is asked when the news goes out.
    const { version } = answer.body as CaseView;
    await streams.get('op-1')?.until(({ data }) => isOfVersion(data, version));
  };
  const uploaded = async (viewer: Viewer): Promise<{ id: string; token: string }> => {
    const browser = as(viewer);
    const headers = { Cookie: browser.cookie, 'X-CSRF-Token': browser.csrf };
    return refOf(await sendFile(`${desk.url}/v1/desk/uploads`, photo, 'photo.jpg', headers));
  };
  const seen = (viewer: Viewer): Promise<Seen> => seenBy(viewer, code, first);

  /** What the operator, Viettel and VNPT see at a step; HEPCO, of another trade, never sees anything. */
  const expectSeen = async (
    all: Partial<Seen>,
    each: Readonly<Record<'op-1' | 'staff-viettel' | 'staff-vnpt', Partial<Seen> | null>>,
  ): Promise<void> => {
    const known = {
      ...{ photos: ['before'], bytes: 200, listed: true, found: true, reports: 1, ...all },
    };
    for (const [viewer, own] of Object.entries(each) as [Viewer, Partial<Seen> | null][]) {
      const expected = own === null ? NOTHING : { ...NOTHING, ...known, ...own };
      expect({ viewer, ...(await seen(viewer)) }).toEqual({ viewer, ...expected });
    }
    expect(await seen('staff-hepco')).toEqual(NOTHING);
  };

  it('is the desk’s alone when a caller has just told of it', async () => {
    const ref = await uploaded('op-1');
    first = ref.id;
    const answer = await as('op-1').post<{ report: { code: string } }>('/v1/desk/reports', {
      ...{ channel: 'phone', stream: 'field', text: 'Cột điện đổ ngang đường', photos: [ref] },
      ...{ address: '12 Lê Lợi', contact: { name: NAME, phone: PHONE } },
    });
    expect(answer.status).toBe(201);
    ({ code } = answer.body.report);
    await streams.get('op-1')?.until(({ data }) => isOfVersion(data, 1));
    await expectSeen(
      { case: 'received' },
      {
        'op-1': { inboxes: ['triage', 'responses'], contact: true },
        ...{ 'staff-viettel': null, 'staff-vnpt': null },
      },
    );
  });

  it('is seen by both while it is offered to their network', async () => {
    await act('op-1', 'offer', { network: 'telecom' });
    await expectSeen(
      { case: 'offered' },
      {
        'op-1': { inboxes: ['responses'], contact: true },
        'staff-viettel': { inboxes: ['offers'] },
        'staff-vnpt': { inboxes: ['offers'] },
      },
    );
  });

  it('is out of the second’s sight once the first has claimed it', async () => {
    await act('staff-viettel', 'claim');
    await expectSeen(
      { case: 'assigned', legs: ['viettel'], ownLegs: 1 },
      {
        'op-1': { inboxes: ['responses'], contact: true },
        'staff-viettel': { inboxes: ['untaken', 'responses'] },
        'staff-vnpt': null,
      },
    );
  });

  it('stays in the sight of the first that refuses it, and waits for the desk', async () => {
    await act('staff-viettel', 'refuse', { reason: REFUSAL });
    await expectSeen(
      { case: 'in_review', legs: ['viettel'], ownLegs: 1 },
      {
        'op-1': { inboxes: ['triage', 'responses', 'refused'], contact: true },
        ...{ 'staff-viettel': {}, 'staff-vnpt': null },
      },
    );
  });

  it('is seen by both again when it is offered again, to the second without the first’s leg', async () => {
    await act('op-1', 'offer', { network: 'telecom' });
    await expectSeen(
      { case: 'offered', legs: ['viettel'], ownLegs: 1 },
      {
        'op-1': { inboxes: ['responses'], contact: true },
        'staff-viettel': { inboxes: ['offers'] },
        'staff-vnpt': { inboxes: ['offers'], legs: [], ownLegs: 0 },
      },
    );
    expect(await allOf('staff-viettel', code)).toContain(REFUSAL);
    expect(await allOf('op-1', code)).toContain(REFUSAL);
    expect(await allOf('staff-vnpt', code)).not.toContain(REFUSAL);
  });

  it('is worked on by the second without the first’s being told why it takes so long', async () => {
    await act('staff-vnpt', 'claim');
    await act('staff-vnpt', 'take', { person: 'staff-vnpt' });
    await act('staff-vnpt', 'notes', { text: NOTE });
    const until = '2026-03-04T10:00:00+07:00';
    await act('staff-vnpt', 'wait', { reason: 'weather', until, note: WAITING });
    await act('staff-vnpt', 'ask-extension', {
      due_at: '2026-03-31T17:00:00+07:00',
      reason: ASKING,
    });
    await expectSeen(
      { case: 'waiting' },
      {
        'op-1': {
          ...{ inboxes: ['responses'], contact: true, legs: ['viettel', 'vnpt'], ownLegs: 2 },
        },
        'staff-viettel': { legs: ['viettel'], ownLegs: 1 },
        'staff-vnpt': { legs: ['vnpt'], ownLegs: 1, inboxes: ['mine', 'responses'] },
      },
    );
    const [desks, others] = [await allOf('op-1', code), await allOf('staff-viettel', code)];
    for (const words of [WAITING, ASKING, NOTE, 'staff-vnpt']) {
      expect(desks).toContain(words);
      expect(others).not.toContain(words);
    }
  });

  it('is seen resolved by both, with the photo of how it is afterwards', async () => {
    const ref = await uploaded('staff-vnpt');
    await act('staff-vnpt', 'resolve', { text: RESULT, photos: [ref] });
    await expectSeen(
      { case: 'resolved', photos: ['before', 'after'] },
      {
        'op-1': { contact: true, legs: ['viettel', 'vnpt'], ownLegs: 2 },
        'staff-viettel': { legs: ['viettel'], ownLegs: 1 },
        'staff-vnpt': { legs: ['vnpt'], ownLegs: 1 },
      },
    );
    for (const viewer of ['op-1', 'staff-viettel', 'staff-vnpt'] as const) {
      expect(await allOf(viewer, code)).toContain(RESULT);
    }
  });

  it('was told live to each while it was in their sight, and no longer', async () => {
    const kinds = (viewer: Viewer): unknown[] =>
      (streams.get(viewer)?.messages ?? [])
        .filter(({ event }) => event === 'case')
        .map(({ data }) => (data as { readonly kind: string }).kind);
    const second = ['offer', 'claim', 'take', 'wait', 'ask_extension', 'resolve'];
    expect(kinds('op-1')).toEqual(['receive', 'offer', 'claim', 'refuse', ...second]);
    expect(kinds('staff-viettel')).toEqual(['offer', 'claim', 'refuse', ...second]);
    // Of the first claim and the refusal it is told nothing: the case was out of its sight.
    expect(kinds('staff-vnpt')).toEqual(['offer', ...second]);
    expect(kinds('staff-hepco')).toEqual([]);
    // Only that the offer is gone, so that it leaves the list.
    const gone = (viewer: Viewer): unknown[] =>
      (streams.get(viewer)?.messages ?? [])
        .filter(({ event }) => event === 'gone')
        .map(({ data }) => data);
    expect(gone('staff-vnpt')).toEqual([{ report: code }]);
    expect(gone('staff-viettel')).toEqual([]);
    expect(gone('staff-hepco')).toEqual([]);
  });
});
