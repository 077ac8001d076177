import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import sharp from 'sharp';
import { Chromium, expectAccessible, expectNoSideways, shot } from './harness.js';
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

async function photo(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const create = { width: 64, height: 48, channels: 3, background: 'sienna' } as const;
  const buffer = await sharp({ create }).jpeg().toBuffer();
  return { name: 'hien-truong.jpg', mimeType: 'image/jpeg', buffer };
}

/** Until the browser has what it opens the pages with where there is no connection. */
async function pagesKept(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)');
}

describe('a citizen without a connection', () => {
  it('opens the page, and has a photo and a report sent once when the connection is back', async () => {
    const look = { size: 'phone' } as const;
    const { page, allow } = await chromium.open(installation.intakeUrl, look);
    allow(/ERR_INTERNET_DISCONNECTED/);
    const sent: string[] = [];
    page.on('response', (response) => {
      if (response.request().method() !== 'POST') return;
      sent.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
    await page.getByLabel('Nội dung phản ánh').waitFor();
    await pagesKept(page);

    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Gửi phản ánh' }).waitFor();
    await page.getByLabel('Nội dung phản ánh').fill('Nắp cống vỡ');
    await page.getByLabel('Địa chỉ').fill('12 Lê Lợi');
    await page.locator('input[type="file"]').setInputFiles(await photo());
    await page.getByText('Ảnh 1, gửi khi có mạng').waitFor();
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.getByText('Chưa có kết nối mạng').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'citizen-offline-phone');

    // Closed and opened again meanwhile, nothing of it is lost.
    await page.reload();
    await page.getByText('Ảnh 1, gửi khi có mạng').waitFor();
    expect(await page.getByLabel('Nội dung phản ánh').inputValue()).toBe('Nắp cống vỡ');
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận phản ánh' }).waitFor();
    expect(sent).toEqual(['201 /v1/uploads', '201 /v1/reports']);

    await page.getByRole('link', { name: 'Xem phản ánh' }).click();
    await page.getByText('Nắp cống vỡ').waitFor();
    await page.getByRole('img', { name: 'Hiện trường 1' }).waitFor();
  });

  it('has what waited sent when the page is opened again with a connection', async () => {
    const { page, allow } = await chromium.open(installation.intakeUrl);
    allow(/ERR_INTERNET_DISCONNECTED/);
    await page.getByLabel('Nội dung phản ánh').fill('Biển báo đổ');
    await page.getByLabel('Địa chỉ').fill('2 Hùng Vương');
    await page.context().setOffline(true);
    await page.locator('input[type="file"]').setInputFiles(await photo());
    await page.getByText('Ảnh 1, gửi khi có mạng').waitFor();
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.getByText('Chưa có kết nối mạng').waitFor();
    await page.goto('about:blank');
    await page.context().setOffline(false);
    const filed = page.waitForResponse((response) => response.url().endsWith('/v1/reports'));
    await page.goto(installation.intakeUrl);
    expect((await filed).status()).toBe(201);
    await page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận phản ánh' }).waitFor();
  });

  it('finds a page that was never opened; nothing that the server said of reports is kept', async () => {
    const look = { language: 'en', scheme: 'dark' } as const;
    const { page, allow } = await chromium.open(installation.intakeUrl, look);
    allow(/ERR_INTERNET_DISCONNECTED/);
    await page.getByLabel('What is wrong').waitFor();
    await pagesKept(page);
    await page.context().setOffline(true);
    await page.goto(`${installation.intakeUrl}/reports?lang=en`);
    await page.getByRole('heading', { level: 1, name: 'Track a report' }).waitFor();
    await expectAccessible(page);
    const kept = await page.evaluate<readonly string[]>(
      `caches.keys()
        .then((names) => Promise.all(names.map((name) => caches.open(name))))
        .then((all) => Promise.all(all.map((cache) => cache.keys())))
        .then((requests) => requests.flat().map(({ url }) => new URL(url).pathname))`,
    );
    expect(kept).toContain('/');
    expect(kept.filter((path) => path.startsWith('/v1'))).toEqual([]);
  });
});
