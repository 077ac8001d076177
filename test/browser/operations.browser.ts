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
    await page.getByLabel('Tên mẫu', { exact: true }).fill('Đã cử người');
    await page.getByRole('checkbox', { name: 'Trả lời người dân' }).check();
    const text = page.getByLabel('Nội dung tiếng Việt');
    await text.fill('Đơn vị đã cử người đến xử lý .');
    // What is filled in stands where the cursor was, and the cursor goes on behind it.
    await text.press('ArrowLeft');
    await page.getByRole('button', { name: 'mã phản ánh' }).click();
    await page.getByText('Đơn vị đã cử người đến xử lý PA-2026-000123.').waitFor();
    await page.waitForFunction('document.activeElement.tagName === "TEXTAREA"');
    await page.keyboard.type(' ngay');
    await page.getByText('Đơn vị đã cử người đến xử lý PA-2026-000123 ngay.').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'admin-templates-desktop');
    await page.getByRole('button', { name: 'Lưu mẫu' }).click();
    await page.getByText('Đơn vị đã cử người đến xử lý {{code}} ngay.').waitFor();
    await page.getByRole('button', { name: 'Sửa mẫu Đã cử người' }).click();
    await page.getByLabel('Tên mẫu', { exact: true }).fill('Đã cử thợ');
    await page.getByRole('button', { name: 'Lưu mẫu' }).click();
    await page.getByLabel('Tìm theo tên mẫu').fill('cu tho');
    await page.getByLabel('Tìm theo tên mẫu').press('Enter');
    await page.waitForURL('**/admin/templates?q=cu+tho');
    const remove = page.getByRole('button', { name: 'Xóa mẫu Đã cử thợ' });
    await remove.click();
    await remove.filter({ hasText: 'Xóa?' }).click();
    await page.getByText('Không có mẫu nào như vậy').waitFor();
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
    // What was saved leads to where one sees it.
    await page.getByRole('link', { name: /^Lịch hue-office/ }).waitFor();
    await page.getByText('Truy cập', { exact: true }).click();
    await page.getByText('Đăng nhập', { exact: true }).first().waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'admin-audit-desktop');
    // A filter stands in the address, and finds what it says alone.
    const day = '2026-01-01';
    await page.goto(`${installation.deskUrl}/admin/audit?report=${code}&kind=review&to=${day}`);
    await page.getByText('Không có dòng nào').waitFor();
    await page.getByLabel('Đến hết ngày').fill('');
    await page.getByText('Chuyển tiếp nhận viên xem xét').first().waitFor();
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
