import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Chromium, expectAccessible, expectNoSideways, expectSoon, shot } from './harness.js';
import { type TestInstallation, startInstallation } from './installation.js';

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

const GL = /GL Driver Message/;

describe('what everybody may see', () => {
  it('stands on a map and in a list that says the same', async () => {
    const { code } = await installation.file('Dây cáp viễn thông sà xuống trước cổng trường', {
      ...{ category: 'telecom.cable-sagging', lat: 16.4637, lon: 107.5909, address: '12 Lê Lợi' },
    });
    const { page, allow } = await chromium.open(`${installation.intakeUrl}/map`);
    allow(GL);
    await page.getByText(code, { exact: false }).first().waitFor();
    await page.locator('[data-ready="true"]').waitFor();
    await page.getByRole('button', { name: 'Xem trên bản đồ' }).click();
    await page.waitForURL(new RegExp(`report=${code}`));
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'citizen-map-desktop');
    const look = { size: 'phone', language: 'en', scheme: 'dark' } as const;
    const phone = await chromium.open(`${installation.intakeUrl}/map?standing=ended`, look);
    phone.allow(GL);
    await phone.page.getByText('No report has been published yet.').waitFor();
    await phone.page.getByText('Open', { exact: true }).click();
    await phone.page.getByText(code, { exact: false }).first().waitFor();
    await expectAccessible(phone.page);
    await expectNoSideways(phone.page);
    await shot(phone.page, 'citizen-map-phone');
  });
});

describe('filing', () => {
  it('takes a place from a pin, offers a category, and is found among one’s own reports', async () => {
    const { page, allow } = await chromium.open(installation.intakeUrl, { size: 'phone' });
    allow(GL);
    await page.getByRole('button', { name: 'Chọn trên bản đồ' }).click();
    const map = page.locator('[data-ready="true"]');
    await map.waitFor();
    await map.click({ position: { x: 150, y: 150 } });
    await page.getByText(/^Đã có vị trí:/).waitFor();
    await page.getByLabel('Nội dung phản ánh').fill('Cáp viễn thông chùng, sà xuống đường');
    const offered = page.getByRole('group', { name: 'Có thể là:' });
    await offered.getByRole('button').first().waitFor();
    const name = await offered.getByRole('button').first().innerText();
    await offered.getByRole('button').first().click();
    const chosen = await page
      .getByLabel('Lĩnh vực')
      .evaluate((select: { selectedOptions: ArrayLike<{ label: string }> }) =>
        Array.from(select.selectedOptions, ({ label }) => label).join(),
      );
    expect(chosen).toBe(name);
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'citizen-file-phone');
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.getByRole('heading', { name: 'Đã tiếp nhận phản ánh' }).waitFor();
    const code = /PA-\d{4}-\d{6}/.exec(await page.locator('main').innerText())?.[0] ?? '';
    await page.getByRole('link', { name: 'Tra cứu' }).click();
    const mine = page.getByRole('region', { name: 'Phản ánh của tôi' });
    await mine.getByRole('link', { name: code }).waitFor();
    await expectAccessible(page);
    await mine.getByRole('link', { name: code }).click();
    await page.getByRole('heading', { level: 1, name: code }).waitFor();
  });
});

describe('following a report', () => {
  it('shows how the deadline came about, takes words, and withdraws with a reason', async () => {
    const { code, token } = await installation.file('Có cái gì đó chưa ổn ở đầu ngõ', {
      address: '3 Bến Nghé',
    });
    const { page } = await chromium.open(`${installation.intakeUrl}/reports/${code}`);
    await page.getByLabel('Mã theo dõi').fill(token);
    await page.getByRole('button', { name: 'Xem phản ánh' }).click();
    await page.getByRole('button', { name: 'Vì sao hạn này?' }).click();
    await page
      .getByText(/ngày làm việc/)
      .first()
      .waitFor();
    await page.getByLabel('Nội dung bổ sung').fill('Ngay cạnh nhà văn hóa');
    await page.getByRole('button', { name: 'Gửi bổ sung' }).click();
    // In the history, and no longer in the field.
    await page.locator('p', { hasText: 'Ngay cạnh nhà văn hóa' }).waitFor();
    await expectSoon(() => page.getByLabel('Nội dung bổ sung').inputValue(), '');
    await expectAccessible(page);
    await shot(page, 'citizen-track-desktop');
    await page.getByRole('button', { name: 'Rút phản ánh' }).click();
    await page.getByRole('button', { name: 'Rút phản ánh này' }).click();
    await page.getByText('Cho biết lý do.').waitFor();
    await page.getByLabel('Lý do').fill('Đã tự giải quyết');
    await page.getByRole('button', { name: 'Rút phản ánh này' }).click();
    await page.getByText('Đã rút', { exact: false }).first().waitFor();
  });
});
