import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { Chromium, expectAccessible, expectNoSideways, shot } from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

let installation: TestInstallation;
let chromium: Chromium;
let code: string;

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
  ({ code } = await installation.file('Có cái gì đó chưa ổn ở đầu ngõ', { address: '3 Bến Nghé' }));
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

async function openAs(
  person: string,
  path: string,
  look: Parameters<Chromium['open']>[1] = {},
): Promise<Page> {
  const { page } = await chromium.open(`${installation.deskUrl}${path}`, look);
  await signIn(page, installation.email(person));
  return page;
}

describe('an administrator', () => {
  it('writes a template, changes and removes it', async () => {
    const page = await openAs('admin-1', '/admin/templates');
    await page.getByRole('button', { name: 'Thêm mẫu' }).click();
    await page.getByLabel('Tên mẫu').fill('Đã cử người');
    await page.getByRole('checkbox', { name: 'Trả lời người dân' }).check();
    await page.getByLabel('Nội dung tiếng Việt').fill('Đơn vị đã cử người đến xử lý ');
    await page.getByRole('button', { name: 'mã phản ánh' }).click();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'admin-templates-desktop');
    await page.getByRole('button', { name: 'Lưu mẫu' }).click();
    await page.getByText('Đơn vị đã cử người đến xử lý {{code}}').waitFor();
    await page.getByRole('button', { name: 'Sửa mẫu Đã cử người' }).click();
    await page.getByLabel('Tên mẫu').fill('Đã cử thợ');
    await page.getByRole('button', { name: 'Lưu mẫu' }).click();
    await page.getByRole('button', { name: 'Xóa mẫu Đã cử thợ' }).click();
    await page.getByText('Chưa có mẫu nào').waitFor();
  });

  it('tries where a report would go, and why', async () => {
    const page = await openAs('admin-1', '/admin/routing');
    await page.getByLabel('Nội dung phản ánh').fill('Cáp viễn thông sà xuống lối đi');
    await page.getByRole('button', { name: 'Xem sẽ đi đâu' }).click();
    await page.getByRole('heading', { name: /^Mời Mạng lưới .* nhận$/ }).waitFor();
    await page.getByText('quyết định').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'admin-routing-desktop');
  });

  it('sees how the system fares, who did what, and that the history holds', async () => {
    const page = await openAs('admin-1', '/admin/audit');
    await page.getByRole('link', { name: code }).first().waitFor();
    await page.getByText(/^Lịch sử nguyên vẹn đến niêm phong/).waitFor();
    await page.getByText('Thay đổi danh mục và quy định').click();
    await page
      .getByText(/^Lịch .*bản 1$/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await shot(page, 'admin-audit-desktop');
    const look = { size: 'phone', language: 'en', scheme: 'dark' } as const;
    const phone = await openAs('admin-1', '/admin/system', look);
    await phone.getByText('The deadlines’ clock').waitFor();
    await expectAccessible(phone);
    await expectNoSideways(phone);
    await shot(phone, 'admin-system-phone');
  });

  it('has work that was given up tried again, or drops it with a reason', async () => {
    const { store } = installation.database;
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query(
        `UPDATE deliveries SET state = 'dead', attempts = 12, last_error = 'TimeoutError: đường truyền'`,
      ),
    );
    const page = await openAs('admin-1', '/admin/dead');
    await page.getByText('TimeoutError: đường truyền').first().waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'admin-dead-desktop');
    await page.getByRole('button', { name: 'Bỏ hẳn' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('Đã làm tay');
    await dialog.getByRole('button', { name: 'Bỏ hẳn' }).click();
    await page.getByText('Đã bỏ, lý do được lưu lại.').waitFor();
  });
});
