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
  readonly policy: object;
}

let installation: TestInstallation;
let chromium: Chromium;

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
  await installation.file('Đèn đường trước số 12 Lê Lợi không sáng', { address: '12 Lê Lợi' });
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

async function openAs(person: string, path: string, look: Look = {}): Promise<Page> {
  const { page } = await chromium.open(`${installation.deskUrl}${path}`, look);
  await signIn(page, installation.email(person));
  return page;
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

async function look(page: Page, name: string): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  await expectAccessible(page);
  await expectNoSideways(page);
  await shot(page, name);
}

describe('an administrator', () => {
  it('adds somebody, invites them, and shuts them out again', async () => {
    const page = await openAs('admin-1', '/admin/people?q=pham');
    await heading(page, 'Người làm việc');
    // Without marks one finds those who have them.
    await page.getByText('Phạm Hoài Yến').waitFor();
    expect(await page.getByText('Nguyễn Văn Châu').count()).toBe(0);
    await look(page, 'admin-people-desktop');
    await page.getByRole('link', { name: 'Thêm người' }).click();
    await heading(page, 'Thêm người');
    await page.getByRole('button', { name: 'Thêm người này' }).click();
    await expectSoon(() => page.getByText('Hãy điền mục này').count(), 4);
    await page.getByLabel('Họ và tên').fill('Tôn Nữ Thu Hà');
    await page.getByLabel('Thư điện tử').fill('thu-ha@example.vn');
    await page.getByLabel('Mã người dùng').fill('thu-ha');
    // A page that is loaded again has what was typed.
    await page.reload();
    await page.getByRole('radio', { name: 'Giám sát' }).check();
    await look(page, 'admin-person-new-desktop');
    await page.getByRole('button', { name: 'Thêm người này' }).click();
    await heading(page, 'Tôn Nữ Thu Hà');
    await page.getByRole('button', { name: 'Gửi lời mời' }).click();
    await page.getByText('/account/password#').waitFor();
    await page.getByRole('button', { name: 'Khóa tài khoản' }).click();
    await page.getByRole('button', { name: 'Mở lại tài khoản' }).waitFor();
    await look(page, 'admin-person-desktop');
  });

  it('makes a day a holiday: tries it on the open cases, and saves it', async () => {
    const page = await openAs('admin-1', '/admin/calendars/hue-office?day=2026-11-25');
    await heading(page, 'Giờ hành chính Huế');
    await page.getByText('Thứ Tư 25/11/2026, Ngày làm việc, 07:30–11:30').waitFor();
    await look(page, 'admin-calendar-desktop');
    await page.getByRole('radio', { name: 'Ngày nghỉ' }).check();
    await page.getByLabel('Tên gọi (tiếng Việt)').fill('Nghỉ phòng bão');
    await page.getByRole('button', { name: 'Đưa vào bản sửa' }).click();
    const review = page.getByRole('region', { name: 'Thay đổi chưa lưu' });
    await review.getByRole('button', { name: 'Kiểm tra' }).click();
    await review.getByText('Khi lưu, sẽ thay đổi:').waitFor();
    await review.getByRole('button', { name: 'Xem thử trên vụ việc đang mở' }).click();
    await review.getByText(/1 vụ việc đang mở/).waitFor();
    await look(page, 'admin-calendar-review-desktop');
    await review.getByRole('button', { name: 'Lưu bản mới' }).click();
    await page.getByText('Đã lưu bản 2.').waitFor();
    await page.getByText('Thứ Tư 25/11/2026, Ngày nghỉ, Nghỉ phòng bão').waitFor();
  });

  it('is told what somebody else has saved meanwhile, and loses nothing', async () => {
    const { page, allow } = await chromium.open(
      `${installation.deskUrl}/admin/policies/hue-7d?tab=edit`,
    );
    allow(/^4\d\d PUT \/v1\/desk\/policies\/hue-7d$/);
    await signIn(page, installation.email('admin-1'));
    const days = page.getByRole('group', { name: 'Hạn xử lý' }).getByLabel('Số ngày làm việc');
    await days.fill('6');
    const review = page.getByRole('region', { name: 'Thay đổi chưa lưu' });
    await review.getByRole('button', { name: 'Kiểm tra' }).click();
    await review.getByText('Khi lưu, sẽ thay đổi:').waitFor();
    await look(page, 'admin-policy-edit-desktop');

    const other = await installation.at('admin-2');
    const { body } = await other.get<Read>('/v1/desk/policies/hue-7d');
    const changed = { ...body.policy, repeat_working_minutes: 300 };
    const match = { 'If-Match': `"${body.revision}"` };
    const saved = await other.send('PUT', '/v1/desk/policies/hue-7d', changed, match);
    expect(saved.status).toBe(200);

    await review.getByRole('button', { name: 'Lưu bản mới' }).click();
    await review.getByText('Người khác vừa lưu bản 2').waitFor();
    await look(page, 'admin-policy-overtaken-desktop');
    expect(await days.inputValue()).toBe('6');
    await review.getByRole('button', { name: 'Lưu đè lên bản mới' }).click();
    await page.getByText('Đã lưu bản 3.').waitFor();
  });
});

describe('the pages of the administration', () => {
  const PAGES = [
    ['', 'Quản trị'],
    ['/calendars', 'Lịch làm việc'],
    ['/policies', 'Quy định thời hạn'],
    ['/policies/hue-7d', /^Huế/],
  ] as const;

  it('can be read on a telephone, in the dark', async () => {
    const page = await openAs('admin-1', '/admin', { size: 'phone', scheme: 'dark' });
    await heading(page, 'Quản trị');
    for (const [path, name] of PAGES) {
      await page.goto(`${installation.deskUrl}/admin${path}`);
      await heading(page, name);
      await page.getByRole('status').filter({ hasText: 'Đang tải' }).waitFor({ state: 'detached' });
      await look(page, `admin${path.replaceAll('/', '-')}-phone`);
    }
  });
});
