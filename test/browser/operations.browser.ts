import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { drained } from '../harness/working.js';
import { Chromium, expectAccessible, expectNoSideways, expectSoon, shot } from './harness.js';
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

  it('finds what is kept of a person, hands it over, and erases it once that was meant', async () => {
    const contact = { name: 'Trần Văn Lợi', phone: '0912345678' };
    const report = await installation.file('Rác dồn trước nhà tôi', {
      contact,
      address: '5 Hà Nội',
    });
    const operator = await installation.at('op-1');
    await operator.post(`/v1/desk/reports/${report.code}/reject`, { reason: 'no_ground' });
    const demand = await fetch(
      `${installation.intakeUrl}/v1/reports/${report.code}/data-requests`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Tracking-Token': report.token },
        body: JSON.stringify({ kind: 'erase', text: 'Xin xóa dữ liệu của tôi' }),
      },
    );
    expect(demand.status).toBe(201);
    await drained(installation.database);

    const page = await openAs('admin-1', '/admin/privacy');
    await page.getByText('Xin xóa dữ liệu của tôi').waitFor();
    await page.getByRole('link', { name: /^DL-2026-/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Yêu cầu DL-2026-/ }).waitFor();
    await page.getByText('Chưa có quyết định nào', { exact: false }).waitFor();
    await page.getByLabel('Số điện thoại').fill(contact.phone);
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    // The report that the demand is about is chosen already.
    const found = page.getByRole('checkbox', { name: new RegExp(`^${report.code} Trần Văn Lợi`) });
    await found.waitFor();
    await expectSoon(() => found.isChecked(), true);
    const reason = page.getByRole('textbox', { name: 'Lý do', exact: true });
    await reason.fill('Theo yêu cầu của chủ thể');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Trích xuất dữ liệu' }).click();
    expect(readFileSync((await (await coming).path()) ?? '', 'utf8')).toContain(contact.name);
    await page.getByText('Đã cung cấp dữ liệu').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'admin-demand-desktop');
    await page.getByRole('button', { name: 'Xóa dữ liệu' }).click();
    const dialog = page.getByRole('dialog');
    const erase = dialog.getByRole('button', { name: 'Xóa dữ liệu' });
    expect(await erase.isDisabled()).toBe(true);
    await dialog.getByLabel('Tôi đã kiểm tra và muốn xóa').check();
    await expectAccessible(page);
    await erase.click();
    await page.getByText('Đã xóa dữ liệu của 1 phản ánh.').waitFor();
    await page.getByText('Đã xóa dữ liệu', { exact: true }).waitFor();
    await expectSoon(() => reason.inputValue(), '');
    // What was done is in the log, in words.
    await page.goto(`${installation.deskUrl}/admin/privacy?tab=access&report=${report.code}`);
    await page.getByText('Xóa dữ liệu cá nhân').waitFor();
    const look = { size: 'phone', scheme: 'dark' } as const;
    const phone = await openAs('admin-1', '/admin/privacy', look);
    await phone.getByText('Xin xóa dữ liệu của tôi').waitFor();
    // The strip of pages has moved so that the open one is in sight.
    const open = phone.locator('nav a[aria-current="page"]', { hasText: 'Dữ liệu cá nhân' });
    const box = await open.boundingBox();
    expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    await expectAccessible(phone);
    await expectNoSideways(phone);
    await shot(phone, 'admin-privacy-phone');
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
