import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import sharp from 'sharp';
import { Chromium, expectAccessible, expectNoSideways, shot } from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

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

type Look = NonNullable<Parameters<Chromium['open']>[1]>;

/** Read just as another takes it, an offer that stands beside its list is no longer to be seen. */
const TAKEN = /^404 GET \/v1\/desk\/reports\/PA-/;

async function openAs(
  person: string,
  path: string,
  look: Look = {},
  ...allowed: readonly RegExp[]
): Promise<Page> {
  const { page, allow } = await chromium.open(`${installation.deskUrl}${path}`, look);
  // The map is drawn without a graphics card here.
  allow(/GL Driver Message/);
  allowed.forEach(allow);
  await signIn(page, installation.email(person));
  return page;
}

/** A photo as a telephone takes it, in one colour. */
async function photo(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const create = { width: 640, height: 480, channels: 3, background: '#4a7c59' } as const;
  const buffer = await sharp({ create }).jpeg().toBuffer();
  return { name: 'xong.jpg', mimeType: 'image/jpeg', buffer };
}

/** A number as it stands on one of the supervisor's cards. */
function card(page: Page, figure: string): Promise<string> {
  return page.locator(`[data-figure="${figure}"]`).innerText();
}

const TEXT = 'Có vật nằm chắn lối đi trước cổng trường';
const RESULT = 'Đã dọn vật chắn lúc 10 giờ, lối đi đã thông.';

describe('a report from its filing to the figures', () => {
  it('is filed, seen without a reload, offered, claimed, resolved with a photo, rated, and counted', async () => {
    const [operator, first, second, supervisor] = await Promise.all([
      openAs('op-1', '/triage', { recordedAs: 'journey-operator' }),
      openAs('staff-viettel', '/cases?list=offers', { size: 'phone', recordedAs: 'journey-unit' }),
      openAs('staff-vnpt', '/cases?list=offers', { language: 'en' }, TAKEN),
      openAs('sup-1', '/overview?period=2026', { recordedAs: 'journey-supervisor' }),
    ]);
    await operator.getByText('Không còn gì chờ ở đây').waitFor();
    await first.getByText('Không có lời mời nào').waitFor();
    await second.getByText('No offers').waitFor();
    await supervisor.locator('[data-figure="on_time"]').waitFor();
    expect(await card(supervisor, 'on_time')).not.toContain('100,0%');

    const { page: citizen } = await chromium.open(installation.intakeUrl, {
      size: 'phone',
      recordedAs: 'journey-citizen',
    });
    await citizen.getByLabel('Nội dung phản ánh').fill(TEXT);
    await citizen.getByLabel('Địa chỉ').fill('12 Lê Lợi');
    await citizen.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await citizen.getByRole('heading', { name: 'Đã tiếp nhận phản ánh' }).waitFor();
    const code = /PA-\d{4}-\d{6}/.exec(await citizen.locator('main').innerText())?.[0] ?? '';
    expect(code).not.toBe('');
    await citizen.getByRole('link', { name: 'Xem phản ánh' }).click();
    await citizen.getByText(TEXT).waitFor();

    // It comes by itself, and the letter O offers it.
    await operator.locator(`[data-code="${code}"]`).waitFor();
    await operator.getByRole('button', { name: 'Mời mạng lưới nhận' }).waitFor();
    await operator.keyboard.press('o');
    const offer = operator.getByRole('dialog');
    await offer.getByRole('combobox', { name: 'Mạng lưới' }).fill('vien thong');
    await operator.getByRole('option', { name: /viễn thông/ }).click();
    await shot(operator, 'journey-1-offer');
    await offer.getByRole('button', { name: 'Mời mạng lưới nhận' }).click();
    await operator.getByText('Sẽ gửi sau vài giây').waitFor();

    // Both see the offer; one takes it, and it leaves the other's list.
    const offered = first.locator(`[data-code="${code}"]`);
    await offered.waitFor();
    await second.locator(`[data-code="${code}"]`).waitFor();
    await expectAccessible(first);
    await expectNoSideways(first);
    await shot(first, 'journey-2-offers-phone');
    await offered.getByRole('button', { name: 'Nhận vụ việc' }).click();
    await first.getByRole('dialog').getByRole('button', { name: 'Nhận vụ việc' }).click();
    await second.locator(`[data-code="${code}"]`).waitFor({ state: 'detached' });

    await first.getByRole('link', { name: 'Đang giữ' }).click();
    const held = first.locator(`[data-code="${code}"]`);
    await held.getByRole('button', { name: 'Bắt đầu xử lý' }).click();
    await first.getByRole('dialog').getByRole('button', { name: 'Bắt đầu xử lý' }).click();
    await held.getByRole('button', { name: 'Báo đã xử lý' }).click();
    const resolve = first.getByRole('dialog');
    await resolve.getByLabel('Kết quả xử lý').fill(RESULT);
    await resolve.locator('input[type="file"]').setInputFiles(await photo());
    await resolve.getByText('Ảnh 1').waitFor();
    await expectAccessible(first);
    await shot(first, 'journey-3-resolve-phone');
    await resolve.getByRole('button', { name: 'Báo đã xử lý' }).click();
    await held.waitFor({ state: 'detached' });
    // It has left the list at once; done it is when the page says so.
    await first.getByText(`Báo đã xử lý: ${code} – xong.`).waitFor();

    await citizen.reload();
    await citizen.getByText(RESULT).waitFor();
    await citizen.getByAltText('Kết quả 1').waitFor();
    await citizen.locator('dd', { hasText: 'Viettel' }).waitFor();
    await citizen.getByText('Hài lòng', { exact: true }).click();
    await expectAccessible(citizen);
    await expectNoSideways(citizen);
    await shot(citizen, 'journey-4-rate-phone');
    await citizen.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await citizen.getByText('Bạn đã đánh giá: Hài lòng').waitFor();

    await supervisor.reload();
    await supervisor
      .locator('[data-figure="on_time"]')
      .getByText('100,0%', { exact: true })
      .waitFor();
    expect(await card(supervisor, 'satisfied')).toContain('100,0%');
    await shot(supervisor, 'journey-5-figures');
  });
});
