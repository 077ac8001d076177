import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { type Page } from 'playwright-core';
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

async function openAs(
  person: string,
  path: string,
  look: Parameters<Chromium['open']>[1] = {},
): Promise<Page> {
  const { page, allow } = await chromium.open(`${installation.deskUrl}${path}`, look);
  // The map is drawn without a graphics card here.
  allow(/GL Driver Message/);
  await signIn(page, installation.email(person));
  return page;
}

describe('a case', () => {
  it('is shown with what may be done', async () => {
    const { code } = await installation.file(
      'Dây cáp sà xuống đường trước cổng trường Nguyễn Tri Phương',
      {
        ...{ category: 'telecom.cable-sagging', lat: 16.4637, lon: 107.5909, address: '12 Lê Lợi' },
        contact: { name: 'Chị Hoa', phone: '0905123456' },
      },
    );
    await installation.file('Cáp sà xuống đường trước trường Nguyễn Tri Phương', {
      ...{ category: 'telecom.cable-sagging', lat: 16.4638, lon: 107.5909 },
    });
    const page = await openAs('op-1', `/reports/${code}`);
    await shot(page, 'case-desktop');
    await page.getByRole('heading', { level: 1, name: `Phản ánh ${code}` }).waitFor();
    await page.locator('[data-ready="true"]').waitFor();
    await page.waitForTimeout(800);
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'case-desktop');
    await page.getByRole('button', { name: 'Chuyển xử lý' }).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(500);
    await expectAccessible(page);
    await shot(page, 'case-assign-desktop');
    const phone = await openAs('op-1', `/reports/${code}`, {
      size: 'phone',
      scheme: 'dark',
      language: 'en',
    });
    await phone.locator('[data-ready="true"]').waitFor();
    await phone.waitForTimeout(500);
    await expectAccessible(phone);
    await expectNoSideways(phone);
    await shot(phone, 'case-phone');
  });
});
