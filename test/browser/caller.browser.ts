import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Chromium,
  type Look,
  type OpenPage,
  expectAccessible,
  expectNoSideways,
  expectSoon,
  shot,
} from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

/** Where the map looks before anybody has pointed at it. */
const MIDDLE = { lat: 16.42, lon: 107.58 };

let installation: TestInstallation;
let chromium: Chromium;

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

async function openAs(person: string, path: string, look: Look = {}): Promise<OpenPage> {
  const open = await chromium.open(`${installation.deskUrl}${path}`, look);
  // The map is drawn without a graphics card here.
  open.allow(/GL Driver Message/);
  await signIn(open.page, installation.email(person));
  return open;
}

interface Filed {
  readonly channel: string;
  readonly category: string;
  readonly area: string | null;
  readonly lat: number;
  readonly contact: { readonly name: string; readonly phone: string };
}

describe('what somebody tells on the telephone', () => {
  it('is filed with its place and category, beside what is open nearby; nothing typed is lost', async () => {
    const known = await installation.file('Cột điện nghiêng, dây cáp sà thấp', {
      ...{ category: 'telecom.cable-sagging', ...MIDDLE },
    });
    const { page, allow } = await openAs('op-1', '/reports');
    await page.getByRole('link', { name: 'Nhập phản ánh hộ' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nhập phản ánh hộ' }).waitFor();
    const text = 'Dây cáp viễn thông sà xuống sát mặt đường trước nhà';
    await page.getByLabel('Nội dung người dân phản ánh').fill(text);
    const suggested = page.getByRole('group', { name: 'Có thể là:' });
    const offered = suggested.getByRole('button').first();
    const category = (await offered.textContent()) ?? '';
    await offered.click();
    await suggested.getByRole('button', { name: category }).waitFor({ state: 'detached' });
    const chosen = page.getByRole('combobox', { name: 'Lĩnh vực' });
    await expectSoon(() => chosen.inputValue(), category);

    await page.locator('[data-ready="true"]').click();
    const nearby = page.getByRole('region', { name: 'Phản ánh đang mở gần đây' });
    await nearby.getByRole('link', { name: known.code }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /^Phường .+ · 16/ })
      .waitFor();
    await page.getByLabel('Họ tên').fill('Chị Hoa');
    await page.getByLabel('Điện thoại', { exact: true }).last().fill('gọi sau');
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'caller-desktop');

    await page.reload();
    await nearby.getByRole('link', { name: known.code }).waitFor();
    await expectSoon(() => page.getByLabel('Nội dung người dân phản ánh').inputValue(), text);

    allow(/^422 POST \/v1\/desk\/reports$/);
    await page.getByRole('button', { name: 'Tạo phản ánh' }).click();
    await page.getByText('Kiểm tra lại, thông tin này chưa đúng dạng.').waitFor();
    await expect(page.getByLabel('Nội dung người dân phản ánh').inputValue()).resolves.toBe(text);
    await page.getByLabel('Điện thoại', { exact: true }).last().fill('0905 123 456');
    await page.getByRole('button', { name: 'Tạo phản ánh' }).click();

    const told = page.getByRole('region', { name: 'Báo cho người phản ánh' });
    await told.waitFor();
    await expectAccessible(page);
    await shot(page, 'caller-filed-desktop');
    const code = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const desk = await installation.at('op-1');
    const { body } = await desk.get<Filed>(`/v1/desk/reports/${code}?contact=true`);
    expect(body).toMatchObject({ channel: 'phone', contact: { name: 'Chị Hoa' } });
    expect(body.category).toBe('telecom');
    expect(body.area).not.toBeNull();
    expect(body.lat).toBeCloseTo(MIDDLE.lat, 2);
    const token = (await told.locator('[data-token]').textContent()) ?? '';
    const followed = await fetch(`${installation.intakeUrl}/v1/reports/${code}`, {
      headers: { 'Tracking-Token': token.trim() },
    });
    expect(followed.status).toBe(200);
    await told.getByRole('button', { name: 'Đã báo' }).click();
    await told.waitFor({ state: 'detached' });
    await page.goto(`${installation.deskUrl}/reports/new`);
    await expect(page.getByLabel('Nội dung người dân phản ánh').inputValue()).resolves.toBe('');
  });

  it('is noted in the report that is known already, and nothing is filed', async () => {
    const known = await installation.file('Cây đổ chắn nửa đường, xe máy phải đi vòng', {
      ...MIDDLE,
    });
    const { page, allow } = await openAs('op-1', '/reports/new', { size: 'phone' });
    const text = 'Nhánh cây đổ vẫn nằm giữa đường';
    await page.locator('[data-ready="true"]').click();
    const same = page.getByRole('button', { name: `Cùng việc này: ${known.code}` });
    await same.click();
    await page.getByText('Chưa ghi nội dung người dân phản ánh.').waitFor();
    await page.getByLabel('Nội dung người dân phản ánh').fill(text);
    await page.getByLabel('Họ tên').fill('Anh Minh');
    allow(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    const note = page.getByRole('button', { name: 'Ghi chú và mở' });
    await note.click();
    await page.getByText('Không kết nối được với máy chủ').waitFor();
    await page.context().setOffline(false);
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'caller-same-phone');
    await note.click();
    await page.getByRole('heading', { level: 1, name: `Phản ánh ${known.code}` }).waitFor();
    await page
      .getByRole('region', { name: 'Ghi chú nội bộ' })
      .getByText(`Thêm một người phản ánh (Điện thoại): ${text}`)
      .waitFor();
    const desk = await installation.at('op-1');
    const notes = await desk.get<{ items: { text: string }[] }>(
      `/v1/desk/reports/${known.code}/notes`,
    );
    expect(notes.body.items.map((one) => one.text).join()).not.toContain('Minh');
    await page.goto(`${installation.deskUrl}/reports/new`);
    await expect(page.getByLabel('Nội dung người dân phản ánh').inputValue()).resolves.toBe('');
  });

  it('waits where there is no connection, and is filed once', async () => {
    const look = { size: 'phone', language: 'en', scheme: 'dark' } as const;
    const { page, allow } = await openAs('op-2', '/reports/new', look);
    await page.locator('[data-ready="true"]').waitFor();
    await page.getByRole('button', { name: 'File the report' }).click();
    await page.getByText('Write down what is reported.').waitFor();
    await page.getByLabel('What the caller reports').fill('A tree lies across the road');
    await page.getByLabel('Address, or how to find it').fill('3 Nguyen Hue');
    await page.getByText('Counter', { exact: true }).click();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'caller-phone');
    allow(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'File the report' }).click();
    await page.getByRole('alert').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'File the report' }).click();
    await page.waitForURL(/\/reports\/PA-/);
    const desk = await installation.at('op-2');
    const found = await desk.get<{ items: readonly { text: string }[] }>(
      '/v1/desk/reports?q=tree%20lies',
    );
    expect(found.body.items).toHaveLength(1);
  });
});
