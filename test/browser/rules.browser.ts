import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import {
  Chromium,
  type Look,
  expectAccessible,
  expectNoSideways,
  expectSoon,
  shot,
} from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

interface Read {
  readonly revision: number;
  readonly entry: object;
}

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

async function openAs(person: string, path: string, look: Look = {}) {
  const open = await chromium.open(`${installation.deskUrl}${path}`, look);
  await signIn(open.page, installation.email(person));
  return open;
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectNoSideways(page);
  await shot(page, name);
}

const reviewOf = (page: Page) => page.getByRole('region', { name: 'Thay đổi chưa lưu' });

async function checked(page: Page, would: string): Promise<void> {
  const review = reviewOf(page);
  await review.getByRole('button', { name: 'Kiểm tra' }).click();
  await review.getByText(would).waitFor();
}

describe('an administrator', () => {
  it('adds a category below another, with what is asked of whoever files it', async () => {
    const { page } = await openAs('admin-1', '/admin/reference');
    await heading(page, 'Danh mục dùng chung');
    await page.getByRole('link', { name: /^Rác rưởi viễn thông/ }).waitFor();
    await look(page, 'admin-reference-desktop');
    await page.getByRole('link', { name: 'Thêm lĩnh vực' }).click();
    await heading(page, 'Thêm lĩnh vực');
    // What is taken already is told before anything is sent.
    await page.getByLabel('Mã', { exact: true }).fill('telecom');
    await page.getByText('Mã này đã có', { exact: false }).waitFor();
    await page.getByLabel('Mã', { exact: true }).fill('telecom.manhole');
    await page.getByLabel('Tên gọi (tiếng Việt)').fill('Nắp cống viễn thông');
    await page.getByRole('combobox', { name: 'Thuộc' }).fill('rac ruoi vien thong');
    await page.getByRole('option', { name: 'Rác rưởi viễn thông', exact: true }).click();
    await page.getByRole('combobox', { name: 'Từ để nhận ra' }).fill('nắp cống viễn thông,');
    await page.getByRole('button', { name: 'Thêm mục hỏi' }).click();
    const asked = page.getByRole('group', { name: /^Mục 1/ });
    await asked.getByLabel('Câu hỏi (tiếng Việt)').fill('Nắp còn không');
    await asked.getByLabel('Câu hỏi (tiếng Anh)').fill('Is the lid there');
    await asked.getByLabel('Mã của mục').fill('lid');
    // The server names what is missing, and it stands at its field.
    await checked(page, 'Cần sửa trước khi lưu');
    const unnamed = page.getByLabel('Tên gọi (tiếng Anh)');
    await expectSoon(() => unnamed.getAttribute('aria-invalid'), 'true');
    // What was typed is there after the page was loaded again.
    await page.reload();
    await page.getByLabel('Tên gọi (tiếng Anh)').fill('Telecom manhole');
    await checked(page, 'Thuộc: Rác rưởi viễn thông');
    await look(page, 'admin-category-new-desktop');
    await reviewOf(page).getByRole('button', { name: 'Lưu bản mới' }).click();
    await heading(page, 'Nắp cống viễn thông');
    await page.getByText(/^Bản 1 ·/).waitFor();
    // What was saved is what others choose from now on.
    await page.getByRole('link', { name: 'Lĩnh vực', exact: true }).click();
    await page.getByRole('link', { name: /^Nắp cống viễn thông telecom\.manhole/ }).waitFor();
  });

  it('is told what somebody else saved of a unit meanwhile, and loses nothing', async () => {
    const { page, allow } = await openAs('admin-1', '/admin/reference/unit/of/viettel');
    allow(/^412 PUT \/v1\/desk\/catalogue\/unit\/viettel$/);
    const name = page.getByLabel('Tên gọi (tiếng Anh)');
    await name.fill('Viettel in Hue');
    await checked(page, 'Tên gọi');
    const other = await installation.at('admin-2');
    const { body } = await other.get<Read>('/v1/desk/catalogue/unit/viettel');
    const changed = { ...body.entry, illustrative: true };
    const match = { 'If-Match': `"${body.revision}"` };
    const saved = await other.send('PUT', '/v1/desk/catalogue/unit/viettel', changed, match);
    expect(saved.status).toBe(200);
    const review = reviewOf(page);
    await review.getByRole('button', { name: 'Lưu bản mới' }).click();
    await review.getByText('Người khác vừa lưu bản 2').waitFor();
    await review.getByText('Chỉ để minh họa, chưa chắc chắn: có → không').waitFor();
    await look(page, 'admin-unit-overtaken-desktop');
    expect(await name.inputValue()).toBe('Viettel in Hue');
    await review.getByRole('button', { name: 'Bỏ thay đổi' }).click();
    await review.waitFor({ state: 'detached' });
    await expectSoon(async () => (await name.inputValue()) === 'Viettel in Hue', false);
  });

  it('finds a rule, tries it, sends reports elsewhere by it, and sees that they go there', async () => {
    const { page, allow } = await openAs('admin-1', '/admin/routing?q=vien%20thong');
    // The map is drawn without a graphics card here.
    allow(/GL Driver Message/);
    await heading(page, 'Phân luồng');
    const text = page.getByLabel('Nội dung phản ánh');
    await text.fill('Cáp viễn thông sà xuống lối đi');
    await page.getByRole('button', { name: 'Xem sẽ đi đâu' }).click();
    await page.getByRole('heading', { name: /^Mời Mạng lưới .* nhận$/ }).waitFor();
    await page.getByText('Chưa rõ', { exact: true }).waitFor();
    // The area comes with a place that is pointed at.
    await page.getByRole('button', { name: 'Chọn vị trí trên bản đồ' }).click();
    await page.locator('[data-ready="true"] canvas').click();
    await page.getByText(/^16\.\d{5}, 107\.\d{5}$/).waitFor();
    await page.getByRole('button', { name: 'Xem sẽ đi đâu' }).click();
    await page.getByText('Chưa rõ', { exact: true }).waitFor({ state: 'detached' });
    await look(page, 'admin-routing-desktop');
    // From the rule that decided one comes to the rule itself.
    const rule = page.getByRole('region', { name: 'Quy tắc phù hợp' }).getByRole('link').first();
    await rule.click();
    await page.getByRole('combobox', { name: 'Chuyển đến' }).selectOption('unit');
    await checked(page, 'Cần sửa trước khi lưu');
    await page.getByRole('combobox', { name: 'Đơn vị nhận' }).fill('viettel');
    await page.getByRole('option', { name: /Viettel/ }).click();
    await checked(page, 'Chuyển đến: Mạng lưới');
    await look(page, 'admin-rule-desktop');
    await reviewOf(page).getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.getByText(/^Bản 2 ·/).waitFor();
    await page.getByRole('link', { name: 'Phân luồng', exact: true }).first().click();
    await heading(page, 'Phân luồng');
    await page.getByRole('button', { name: 'Xem sẽ đi đâu' }).click();
    await page.getByRole('heading', { name: /^Chuyển .*Viettel/ }).waitFor();
  });
});

describe('the pages of the reference data', () => {
  it('can be read on a telephone, in English and in the dark', async () => {
    const { page } = await openAs('admin-1', '/admin/reference?tab=unit', {
      ...{ size: 'phone', scheme: 'dark', language: 'en' },
    });
    await heading(page, 'Reference data');
    await look(page, 'admin-reference-phone');
    await page.goto(`${installation.deskUrl}/admin/reference/stream/of/press?lang=en`);
    await heading(page, 'Press question');
    await look(page, 'admin-stream-phone');
    await page.goto(`${installation.deskUrl}/admin/routing?lang=en`);
    await heading(page, 'Routing');
    await page.getByText(/^\d+ rules$/).waitFor();
    await look(page, 'admin-routing-phone');
  });
});
