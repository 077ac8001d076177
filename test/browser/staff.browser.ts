import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { codeNow } from '../harness/browser.js';
import { Chromium, expectAccessible, expectNoSideways, expectSoon, shot } from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

let installation: TestInstallation;
let chromium: Chromium;
let code: string;

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
  // Without a category nobody knows whose it is: it waits for an operator.
  ({ code } = await installation.file('Cây đổ chắn ngang vỉa hè trước trường học', {
    address: '12 Lê Lợi',
  }));
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

describe('an operator', () => {
  it.each(['phone', 'desktop'] as const)('signs in and sees what waits, on a %s', async (size) => {
    const { page } = await chromium.open(installation.deskUrl, { size });
    await page.getByRole('heading', { level: 1, name: 'Đăng nhập' }).waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, `staff-sign-in-${size}`);
    await signIn(page, installation.email('op-1'));
    await page.getByRole('heading', { level: 1, name: 'Tiếp nhận và phân luồng' }).waitFor();
    await page.locator(`[data-code="${code}"]`).waitFor();
    expect(new URL(page.url()).pathname).toBe('/triage');
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, `staff-triage-${size}`);
  });

  it('is refused with a wrong password, in words, and keeps the address', async () => {
    const { page, allow } = await chromium.open(`${installation.deskUrl}/cases`);
    allow(/^401 POST \/v1\/session$/);
    await page.getByLabel('Thư điện tử').fill(installation.email('op-1'));
    await page.locator('input[autocomplete="current-password"]').fill('không phải mật khẩu này');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    await signIn(page, installation.email('op-1'));
    await page.getByRole('heading', { level: 1, name: 'Vụ việc của đơn vị' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/cases');
  });

  it('signs in again over the page when the session has ended, and goes on', async () => {
    const { page, allow } = await chromium.open(installation.deskUrl);
    // Whatever the page reads anew is refused until somebody signs in again.
    allow(/^401 (GET|POST) \/v1\/desk\//);
    await signIn(page, installation.email('op-1'));
    await page.locator(`[data-code="${code}"]`).waitFor();
    await page.context().clearCookies();
    // The page may have noticed by itself already, and lie below the dialog.
    await page.locator('a[href="/cases"]').first().dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: 'Phiên làm việc đã hết' });
    await dialog.waitFor();
    await expectAccessible(page);
    await shot(page, 'staff-sign-in-again');
    await signIn(page, installation.email('op-1'));
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1, name: 'Vụ việc của đơn vị' }).waitFor();
    await page.getByText('Đơn vị không giữ vụ việc nào').waitFor();
  });

  it('sees and ends the own sessions, and chooses how to be told', async () => {
    await installation.at('op-1');
    const { page } = await chromium.open(`${installation.deskUrl}/me`);
    await signIn(page, installation.email('op-1'));
    await page.getByText('Phiên này', { exact: true }).waitFor();
    const lines = page.getByRole('button', { name: /^Kết thúc phiên/ });
    await lines.first().waitFor();
    const before = await lines.count();
    await lines.first().click();
    await page.getByText('Đã kết thúc phiên làm việc.').waitFor();
    await expectSoon(() => lines.count(), before - 1);
    await page.getByLabel('Một thư mỗi sáng làm việc').click();
    await page.getByText('Đã lưu cách nhận thư.').waitFor();
    await expectAccessible(page);
    await shot(page, 'staff-me-desktop');
    await page.reload();
    await page.getByText('Phiên này', { exact: true }).waitFor();
    await expectSoon(() => page.getByLabel('Một thư mỗi sáng làm việc').isChecked(), true);
  });
});

describe('every role', () => {
  it.each([
    ['staff-viettel', '/cases', 'Cases of the unit'],
    ['sup-1', '/overview', 'Deadlines'],
    ['mod-1', '/moderation', 'Moderation'],
    ['admin-1', '/admin', 'Administration'],
  ])('has a home: %s begins at %s', async (person, home, heading) => {
    const look = { language: 'en', scheme: 'dark' } as const;
    const { page } = await chromium.open(installation.deskUrl, look);
    await signIn(page, installation.email(person));
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(new URL(page.url()).pathname).toBe(home);
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, `staff${home.replace('/', '-')}-desktop-dark-en`);
  });
});

describe('where a second factor is wanted', () => {
  let strict: TestInstallation;
  beforeAll(async () => {
    strict = await startInstallation({ factorRequired: true });
  }, 120_000);
  afterAll(() => strict.stop());

  it('it is set up by a picture, with codes for when the telephone is lost', async () => {
    const { page } = await chromium.open(strict.deskUrl, { size: 'phone' });
    await signIn(page, strict.email('op-1'));
    await page.getByRole('heading', { level: 1, name: 'Thiết lập xác thực hai bước' }).waitFor();
    await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor();
    const secret = (await page.locator('pre').textContent()) ?? '';
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'staff-enrol-phone');
    await page.getByLabel('Mã xác thực').fill(codeNow(secret.trim()));
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByRole('heading', { name: 'Mã khôi phục' }).waitFor();
    const recovery = await page.getByRole('listitem').allTextContents();
    expect(recovery).toHaveLength(10);
    await expectAccessible(page);
    await shot(page, 'staff-recovery-phone');
    await page.getByLabel('Tôi đã lưu các mã này').check();
    await page.getByRole('button', { name: 'Vào làm việc' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tiếp nhận và phân luồng' }).waitFor();

    const again = await chromium.open(strict.deskUrl);
    await signIn(again.page, strict.email('op-1'));
    await again.page.getByRole('heading', { level: 1, name: 'Mã xác thực' }).waitFor();
    await again.page.getByLabel('Mã xác thực').fill(recovery[0] ?? '');
    await shot(again.page, 'staff-code-desktop');
    await again.page.getByRole('button', { name: 'Xác nhận' }).click();
    await again.page.getByText('Không còn gì chờ ở đây').waitFor();
  });
});

describe('whoever was invited', () => {
  it('sets a password by the link, and signs in with it', async () => {
    const admin = await installation.at('admin-1');
    const invited = await admin.post<{ token: string }>('/v1/desk/people/op-2/invite');
    expect(invited).toMatchObject({ status: 200 });
    const link = `${installation.deskUrl}/account/password#${invited.body.token}`;
    const { page } = await chromium.open(link, { size: 'phone' });
    await page.getByLabel('Mật khẩu mới').fill('ngắn');
    await page.getByLabel('Nhập lại mật khẩu').fill('khác');
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    await page.getByText('Mật khẩu cần ít nhất 12 ký tự.').waitFor();
    await page.getByText('Hai lần nhập không giống nhau.').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'staff-password-phone');
    const password = 'một câu dài mà tôi nhớ được';
    await page.getByLabel('Mật khẩu mới').fill(password);
    await page.getByLabel('Nhập lại mật khẩu').fill(password);
    await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    await page.getByRole('link', { name: 'Đăng nhập' }).click();
    await page.getByLabel('Thư điện tử').fill(installation.email('op-2'));
    await page.locator('input[autocomplete="current-password"]').fill(password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tiếp nhận và phân luồng' }).waitFor();
  });
});

describe('where signing in is off', () => {
  const KEY = 'a-key-of-this-test-and-of-nothing-else';
  let open: TestInstallation;
  beforeAll(async () => {
    open = await startInstallation({ deskKey: KEY });
  }, 120_000);
  afterAll(() => open.stop());

  it('one key opens the desk as anybody, until it is given back', async () => {
    const { page, allow } = await chromium.open(open.deskUrl);
    allow(/^401 GET \/v1\/desk\/reference$/);
    const key = page.getByLabel('Khóa bàn làm việc (Desk-Key)');
    await key.fill('not-this-one');
    await page.getByRole('button', { name: 'Vào', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    await shot(page, 'staff-key-desktop');
    await key.fill(KEY);
    await page.getByLabel('Làm việc với tư cách (mã người)').fill('sup-1');
    await page.getByRole('button', { name: 'Vào', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Giám sát thời hạn' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Giám sát thời hạn' }).waitFor();
    await page.getByRole('button', { name: 'Phạm Hoài Yến' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await key.waitFor();
  });
});
