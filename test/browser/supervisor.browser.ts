import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { type Browser } from '../harness/browser.js';
import { drained } from '../harness/working.js';
import { Chromium, expectAccessible, expectNoSideways, expectSoon, shot } from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

interface Overview {
  readonly received: {
    readonly total: {
      readonly counts: Readonly<Record<string, number>>;
      readonly rates: Readonly<Record<string, { readonly vi: string; readonly whole: number }>>;
    };
  };
}

const YEAR = new Date().getFullYear();
const DAYS = `from=${YEAR}-01-01&to=${YEAR}-12-31`;
/** Far from each other: side by side they would be held to be the same. */
const PLACES = [
  { ward: '19753', lat: 16.4785, lon: 107.5772 },
  { ward: '19774', lat: 16.4047, lon: 107.5428 },
  { ward: '19753', lat: 16.4785, lon: 107.5972 },
] as const;
const REASON = 'Đội thi công đang khắc phục sau bão';

let installation: TestInstallation;
let chromium: Chromium;
let supervisor: Browser;
let waiting: string;

async function act(by: Browser, code: string, name: string, body: object = {}): Promise<void> {
  const answer = await by.post(`/v1/desk/reports/${code}/${name}`, body);
  if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
}

/** Three reports of telecom junk: one done, one that asks for more time, one that nobody has taken. */
async function fill(): Promise<void> {
  const at = (place: 0 | 1 | 2): object => ({
    ...{ category: 'telecom.cable-dead', address: '12 Lê Lợi' },
    ...PLACES[place],
  });
  const unit = await installation.at('staff-viettel');
  const [done, open] = [
    await installation.file('Dây cáp chùng xuống lòng đường', at(0)),
    await installation.file('Cáp cũ võng thấp trên vỉa hè', at(1)),
    await installation.file('Búi cáp cũ trên cột số 7', at(2)),
  ];
  waiting = open.code;
  for (const { code } of [done, open]) {
    await act(unit, code, 'claim');
    await act(unit, code, 'take', { person: 'staff-viettel' });
  }
  await act(unit, done.code, 'resolve', { text: 'Đã thu gom cáp' });
  const due = new Date(Date.now() + 40 * 86_400_000).toISOString();
  await act(unit, open.code, 'ask-extension', { due_at: due, reason: REASON });
  await drained(installation.database);
}

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
  await fill();
  supervisor = await installation.at('sup-1');
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

/** Opens a page of the supervisor's, signed in. */
async function openAs(
  person: string,
  path: string,
  look: Parameters<Chromium['open']>[1] = {},
): Promise<Page> {
  const { page, allow } = await chromium.open(`${installation.deskUrl}${path}`, look);
  // The map is drawn without a graphics card here.
  allow(/GL Driver Message/);
  await signIn(page, installation.email(person));
  return page;
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

describe('whoever watches the deadlines', () => {
  it('sees the rates of the API, opens a number to its reports, and takes them away', async () => {
    const { body } = await supervisor.get<Overview>(`/v1/figures/overview?${DAYS}`);
    const { counts, rates } = body.received.total;
    expect([counts.all, counts.on_time]).toEqual([3, 1]);
    const page = await openAs('sup-1', '/');
    await heading(page, 'Giám sát thời hạn');
    const onTime = page.locator('[data-figure="on_time"]');
    await onTime.getByText(rates.on_time?.vi ?? '', { exact: true }).waitFor();
    // Nobody has rated anything: that is no 0 %.
    expect(rates.satisfied?.whole).toBe(0);
    expect(await page.locator('[data-figure="satisfied"]').textContent()).not.toContain('0,0%');
    await page.locator('[data-figure="satisfied"]').getByText('Không có dữ liệu').first().waitFor();
    await page.getByRole('img', { name: /^Biểu đồ tỷ lệ đúng hạn/ }).waitFor();
    await onTime.getByRole('button', { name: 'Đúng hạn' }).hover();
    await page.getByRole('tooltip').waitFor();
    await page.mouse.move(0, 0);
    await expectAccessible(page);
    await shot(page, 'supervisor-overview-desktop');

    const all = page.getByRole('row', { name: /^Tất cả/ }).getByRole('link', { name: '3' });
    await all.first().click();
    await heading(page, 'Phản ánh của con số');
    await page.getByText('3 phản ánh').waitFor();
    await expectSoon(() => page.getByRole('rowheader').count(), 3);
    const codes = await page.getByRole('rowheader').allTextContents();
    await expectAccessible(page);
    await shot(page, 'supervisor-reports-desktop');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải về CSV' }).click();
    const csv = readFileSync((await (await coming).path()) ?? '', 'utf8');
    for (const code of codes) expect(csv).toContain(code);
    // The address alone brings the same list.
    await page.reload();
    await page.getByText('3 phản ánh').waitFor();
  });

  it('asks for another period and scope by the address, and is told where there is nothing', async () => {
    const page = await openAs('sup-1', `/overview?period=${YEAR - 1}-Q2&network=telecom`);
    await page.getByText('Không có phản ánh nào trong thời gian', { exact: false }).waitFor();
    await page.getByRole('button', { name: /^Bỏ lọc/ }).waitFor();
    await page.getByRole('combobox', { name: 'Năm' }).selectOption(String(YEAR));
    await page.waitForURL(`**/overview?*period=${YEAR}-Q2*`);
    await page.getByText('Năm', { exact: true }).click();
    await page.waitForURL(`**/overview?*period=${YEAR}&*`);
    await page.locator('[data-figure="on_time"]').getByText('100,0%', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Bỏ lọc/ }).click();
    await page.waitForURL((url) => !url.searchParams.has('network'));
  });

  it('reads the overview on a telephone, in the dark and in English', async () => {
    const page = await openAs('sup-1', '/overview', {
      ...{ size: 'phone', scheme: 'dark', language: 'en' },
    });
    await page.locator('[data-figure="on_time"]').getByText('100.0%', { exact: true }).waitFor();
    await page.getByRole('img', { name: /^Chart of reports received/ }).waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'supervisor-overview-phone');
    // The last tab is in sight where its page is open, and the menu says in which area it is.
    await page.goto(`${installation.deskUrl}/what-if?lang=en`);
    const tab = page.locator('nav a[aria-current="page"]', { hasText: 'What if' });
    await tab.waitFor();
    const box = await tab.boundingBox();
    expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.locator('a[data-within="true"]', { hasText: 'Overview' }).last().waitFor();
  });

  it('compares units and wards, and sorts them by the address', async () => {
    const page = await openAs('sup-1', '/figures/by/unit');
    await page.getByRole('row', { name: /^Viettel/ }).waitFor();
    await page.getByRole('button', { name: 'Đơn vị' }).click();
    await page.waitForURL('**?*sort=name*');
    await expectAccessible(page);
    await shot(page, 'supervisor-units-desktop');
    await page.getByRole('link', { name: 'Theo địa bàn' }).click();
    await heading(page, 'Kết quả theo địa bàn');
    await page.getByRole('img', { name: /^Bản đồ địa bàn/ }).waitFor();
    await page.getByRole('row', { name: /^Phường Phú Xuân/ }).waitFor();
    await page.getByText('Số phản ánh').click();
    await page.waitForURL('**?*map=all*');
    await expectAccessible(page);
    await shot(page, 'supervisor-wards-desktop');
    await page.getByRole('link', { name: 'Nơi nhiều' }).click();
    await heading(page, 'Nơi phản ánh nhiều');
    await page.locator('[data-ready="true"]').waitFor();
    await page.getByRole('row', { name: /^16\.40/ }).waitFor();
    await page.getByRole('radiogroup', { name: 'Hiện' }).getByText('Đang mở').click();
    await page.waitForURL('**?*heat=open*');
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'supervisor-heat-desktop');
  });

  it('sees how other systems would have counted', async () => {
    const page = await openAs('sup-1', '/comparison');
    await heading(page, 'Nếu đếm như hệ thống khác');
    await page.locator('tr[data-way="ours"]').getByText('100,0%').waitFor();
    expect(await page.locator('tr[data-way]').count()).toBe(6);
    await expectAccessible(page);
    await shot(page, 'supervisor-comparison-desktop');
  });

  it('has a document made, sees it come, and downloads it', async () => {
    const page = await openAs('sup-1', '/documents');
    await page.getByText('Chưa có báo cáo nào').waitFor();
    await page.getByRole('button', { name: 'Lập báo cáo' }).click();
    const done = page.getByRole('button', { name: /^Tải về báo cáo/ });
    await done.waitFor();
    const coming = page.waitForEvent('download');
    await done.click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/\.docx$/);
    expect(
      readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    await page.getByRole('button', { name: 'Thêm lịch gửi' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Gửi cho: Phạm Hoài Yến').waitFor();
    await expectAccessible(page);
    await shot(page, 'supervisor-documents-desktop');
    await page.getByRole('button', { name: 'Ngừng gửi' }).click();
    await page.getByText('Chưa có lịch gửi nào').waitFor();
  });

  it('decides an extension: a refusal of the server takes it back, and no word is lost', async () => {
    const { page, allow } = await chromium.open(`${installation.deskUrl}/extensions`);
    allow(/^409 POST/);
    await signIn(page, installation.email('sup-1'));
    await page.getByText(REASON).waitFor();
    await page.getByRole('button', { name: 'Từ chối' }).click();
    await page.getByText('Hãy ghi lý do từ chối.').waitFor();
    await page.getByLabel('Ý kiến của người quyết định').fill('Cho thêm một tuần');
    await page.getByRole('button', { name: `Vì sao hạn của ${waiting}?` }).click();
    const why = page.getByRole('dialog', { name: `Vì sao hạn của ${waiting}` });
    await why.getByText(/^Hạn với người dân/).waitFor();
    await expectAccessible(page);
    await shot(page, 'supervisor-why-desktop');
    await why.getByRole('button', { name: 'Đóng' }).click();
    await why.waitFor({ state: 'hidden' });

    // Somebody else acts first: the version that was seen is no longer the case's.
    const unit = await installation.at('staff-viettel');
    await act(unit, waiting, 'answer', { text: 'Đang huy động thêm đội' });
    await page.getByRole('button', { name: 'Đồng ý gia hạn' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Ý kiến của người quyết định').inputValue()).toBe(
      'Cho thêm một tuần',
    );
    await expectAccessible(page);
    await shot(page, 'supervisor-extensions-desktop');
    await page.getByRole('button', { name: 'Đồng ý gia hạn' }).click();
    await page.getByText('Không có đề nghị gia hạn nào').waitFor();
    await page.getByText(`Đã đồng ý gia hạn ${waiting}.`).waitFor();
  });

  it('sees how many open cases another limit would change', async () => {
    const page = await openAs('sup-1', '/what-if?policy=telecom-7d');
    await page.getByRole('textbox', { name: /^Số ngày làm việc/ }).fill('5');
    await page.getByRole('button', { name: 'Xem bao nhiêu vụ sẽ khác' }).click();
    await page.locator('[data-figure="cases"]').waitFor();
    // What was granted more time before keeps it.
    expect(await page.locator('[data-figure="cases"]').textContent()).toMatch(
      /^Vụ sẽ khác[01]trong 1 vụ đang mở/,
    );
    await expectAccessible(page);
    await shot(page, 'supervisor-what-if-desktop');
    await page.getByRole('link', { name: 'Quá hạn' }).click();
    await page.getByText('Không có phản ánh nào đang quá hạn').waitFor();
    await expectAccessible(page);
  });
});

describe('an administrator', () => {
  it('sets a target, and a supervisor sees whether it is met', async () => {
    const page = await openAs('admin-1', '/targets');
    await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).click();
    await page.getByLabel('Mã').fill(`dung-han-${YEAR}`);
    await page.getByLabel('Tên tiếng Việt').fill('Đúng hạn cả năm');
    await page.getByLabel('Tên tiếng Anh').fill('In time, all year');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('row', { name: /^Đúng hạn cả năm/ }).waitFor();
    await expectAccessible(page);
    await shot(page, 'supervisor-targets-desktop');

    const seen = await openAs('sup-1', '/overview');
    const target = seen.locator('[data-result]').filter({ hasText: 'Đúng hạn cả năm' });
    await target.getByText('Đạt', { exact: true }).waitFor();
    await seen.goto(`${installation.deskUrl}/targets`);
    await seen.getByRole('row', { name: /^Đúng hạn cả năm/ }).waitFor();
    expect(await seen.getByRole('button', { name: 'Thêm chỉ tiêu' }).count()).toBe(0);
  });
});
