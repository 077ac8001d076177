import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mapSettings } from '#libs/config';
import { type TileArchive, serveTileArchive } from '../harness/tile-archive.js';
import { Chromium, expectAccessible, shot } from './harness.js';
import { type TestInstallation, startInstallation } from './installation.js';

let archive: TileArchive;
let installation: TestInstallation;
let chromium: Chromium;

beforeAll(async () => {
  archive = await serveTileArchive();
  [installation, chromium] = await Promise.all([
    startInstallation({
      map: mapSettings({ KIP_MAP_TILES: archive.url, KIP_MAP_ATTRIBUTION: '© Người vẽ bản đồ' }),
    }),
    Chromium.start(),
  ]);
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
  await archive.stop();
});

describe('a map of an archive of tiles', () => {
  it('is drawn from the parts that it needs, and names its makers', async () => {
    await installation.file('Dây cáp viễn thông sà xuống trước cổng trường', {
      ...{ category: 'telecom.cable-sagging', lat: 16.4637, lon: 107.5909, address: '12 Lê Lợi' },
    });
    const { page, allow } = await chromium.open(`${installation.intakeUrl}/map`);
    allow(/GL Driver Message/);
    await page.locator('[data-ready="true"]').waitFor();
    await page.getByText('© Người vẽ bản đồ').waitFor();
    await expect(page.getByText('Sơ đồ, không phải ranh giới').count()).resolves.toBe(0);
    await expectAccessible(page);
    await shot(page, 'citizen-map-tiles');
    // Header and directory, what it says of itself, and a tile.
    expect(archive.parts()).toBeGreaterThanOrEqual(2);
  });

  it('is drawn of the areas alone where the archive is gone', async () => {
    await archive.stop();
    const { page, allow } = await chromium.open(`${installation.intakeUrl}/map`);
    allow(/GL Driver Message|ERR_CONNECTION_REFUSED/);
    await page.locator('[data-ready="true"]').waitFor();
    await page.getByText('Chưa đọc được bản đồ nền').waitFor();
  });
});
