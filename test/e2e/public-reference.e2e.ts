import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mapSettings } from '#libs/config';
import { type AreaCollection, type PublicCategory, type PublicReference } from '#libs/dto';
import { createHttpApp, listen } from '#libs/http';
import { AreaMap } from '#libs/map';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { About, pageSourcesOf } from '../../apps/intake/src/public/about.js';
import { Ways } from '../../apps/intake/src/ways.js';
import { UNLIMITED } from '../harness/abuse.js';
import { type TestDesk, get, startDesk } from '../harness/desk.js';

/** Huế's boundaries as another office gives them, where this machine has them. */
const BOUNDARIES = '../shared/data/hue-wards.geojson';

let desk: TestDesk;
let folder = '';
const apps: NestFastifyApplication[] = [];

async function startIntake(about: About): Promise<string> {
  const { store, reference } = desk.database;
  const parts = { store, reference, media: desk.kept.media, secret: 'x'.repeat(32) };
  const app = await createHttpApp(
    IntakeModule.with({ ...parts, abuse: UNLIMITED, ways: new Ways(true), about }),
    { sources: pageSourcesOf(about) },
  );
  apps.push(app);
  return (await listen(app, '127.0.0.1', 0)).url;
}

const NAME = { vi: 'Phản ánh hiện trường Huế', en: 'Hue field reports' };
const TILES = 'https://tiles.kip.test/{z}/{x}/{y}.png';
let url = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kip-map-'));
  desk = await startDesk();
  const map = AreaMap.open(mapSettings({ KIP_MAP_TILES: TILES, KIP_MAP_ATTRIBUTION: '© ai đó' }));
  const origins = ['https://challenges.cloudflare.com'];
  url = await startIntake(new About(NAME, { kind: 'turnstile', siteKey: 'k-1', origins }, map));
}, 120_000);
afterAll(async () => {
  for (const app of apps) await app.close();
  await desk.stop();
  rmSync(folder, { recursive: true });
});

async function see<Body>(from: string, address: string): Promise<Body> {
  const response = await fetch(`${from}/v1/public/${address}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

const flat = (all: readonly PublicCategory[]): readonly PublicCategory[] =>
  all.flatMap((one) => [one, ...flat(one.children)]);

describe('what a citizen’s page needs to know', () => {
  it('is what may be filed and what is asked for', async () => {
    const seen = await see<PublicReference>(url, 'reference');
    expect(seen).toMatchObject({
      ...{ name: NAME, ways: { mail: true, phone: false } },
      captcha: { kind: 'turnstile', site_key: 'k-1' },
      limits: { photos: 5, text: 4_000, photo_bytes: 15_728_640 },
      map: { tiles: { kind: 'raster', url: TILES, attribution: '© ai đó' }, schematic: true },
    });
    expect(seen.streams.map(({ code }) => code)).toEqual([
      ...['field', 'suggestion', 'question', 'press', 'letter'],
    ]);
    const [field] = seen.streams;
    expect(field).toMatchObject({ publication: 'public', place_needed: true, form: [] });
    const telecom = field?.categories.find(({ code }) => code === 'telecom');
    expect(telecom?.children.map(({ code }) => code)).toContain('telecom.cable-sagging');
    // What is asked of a node above is asked of what lies below it.
    const sagging = telecom?.children.find(({ code }) => code === 'telecom.cable-sagging');
    expect(sagging?.form.map(({ code }) => code)).toContain('pole-number');
    expect(seen.areas).toHaveLength(40);
    expect(seen.ratings.map(({ name }) => name.vi)).toEqual([
      ...['Hài lòng', 'Chấp nhận', 'Không hài lòng'],
    ]);
  });

  it('tells nothing of people, policies, units and the words that are looked for', async () => {
    const text = JSON.stringify(await see(url, 'reference'));
    for (const hidden of [
      'hue-7d',
      'example.vn',
      'tự tử',
      'sensitive',
      'keywords',
      'viettel-staff',
    ]) {
      expect(text).not.toContain(hidden);
    }
    const { networks, policies } = JSON.parse(text) as Record<string, unknown>;
    expect([networks, policies]).toEqual([undefined, undefined]);
  });

  it('is answered again by its tag alone', async () => {
    for (const address of ['reference', 'areas']) {
      const first = await fetch(`${url}/v1/public/${address}`);
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]{22}"$/);
      expect(first.headers.get('cache-control')).toBe('public, max-age=60');
      const headers = { 'if-none-match': `W/${tag}` };
      const again = await fetch(`${url}/v1/public/${address}`, { headers });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(tag);
      expect(await again.text()).toBe('');
      const other = { 'if-none-match': '"something-else-altogeth"' };
      expect((await fetch(`${url}/v1/public/${address}`, { headers: other })).status).toBe(200);
    }
  });

  it('lets its pages fetch tiles and the widget from where they are, and nothing else', async () => {
    const policy = (await fetch(`${url}/v1/public/areas`)).headers.get('content-security-policy');
    expect(policy).toMatch(/img-src 'self' data:[^;]* https:\/\/tiles\.kip\.test(;|$)/);
    expect(policy).toMatch(/connect-src 'self' https:\/\/tiles\.kip\.test https:\/\/challenges/);
    expect(policy).toMatch(/script-src 'self' https:\/\/challenges\.cloudflare\.com(;|$)/);
  });

  it('has no category that ended, which nobody can file any more', async () => {
    const { store, reference } = desk.database;
    const ending = (until: string | null): Promise<unknown> =>
      store.transaction({ role: 'owner' }, (tx) =>
        tx.query(`UPDATE categories SET until = $1 WHERE code = 'telecom.cable-bundle'`, [until]),
      );
    const codes = async (): Promise<readonly string[]> => {
      reference.forget();
      const { streams } = await see<PublicReference>(url, 'reference');
      return flat(streams.flatMap(({ categories }) => categories)).map(({ code }) => code);
    };
    // The clock of the tests stands at 2 March 2026.
    await ending('2026-03-03');
    expect(await codes()).toContain('telecom.cable-bundle');
    await ending('2026-03-02');
    expect(await codes()).not.toContain('telecom.cable-bundle');
    const filing = { text: 'bó cáp rối', category: 'telecom.cable-bundle', address: 'Lê Lợi' };
    const refused = await post(filing);
    expect(refused).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
    expect(JSON.stringify(refused.body)).toContain('ended on 2026-03-02');
    await ending(null);
    reference.forget();
    expect(await post(filing)).toMatchObject({ status: 201 });
  });

  it('has no stream that citizens do not file by themselves', async () => {
    const refused = await post({
      stream: 'data',
      text: 'xoá đi',
      form: { 'request-kind': 'erase' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
  });
});

async function post(body: object): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/reports`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  return { status: response.status, body: await response.json() };
}

describe('the areas on a map', () => {
  it('are cells around their centres where no boundaries are given, and say so', async () => {
    const seen = await see<AreaCollection>(url, 'areas');
    expect(seen).toMatchObject({ type: 'FeatureCollection', schematic: true });
    expect(seen.features).toHaveLength(40);
    expect(seen.features[0]).toMatchObject({
      properties: { name: { vi: expect.stringMatching(/^(Phường|Xã) /) } },
      geometry: { type: 'MultiPolygon' },
    });
    const atDesk = await get<AreaCollection>('staff-viettel', '/v1/desk/reference/areas');
    expect(atDesk).toMatchObject({ status: 200, body: seen });
  });

  it('are refused where the file names an area that there is not', async () => {
    const file = path.join(folder, 'stranger.geojson');
    const ring = [
      [107, 16],
      [108, 16],
      [108, 17],
      [107, 16],
    ];
    const geometry = { type: 'Polygon', coordinates: [ring] };
    const features = [{ type: 'Feature', properties: { code: '99999' }, geometry }];
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
    const map = AreaMap.open(mapSettings({ KIP_MAP_AREAS: file }));
    const reference = await desk.database.reference.get();
    expect(() => {
      map.demandKnown(reference);
    }).toThrow(/no area "99999": take the feature out/);
  });

  const there = existsSync(BOUNDARIES);
  (there ? it : it.skip)('are Huế’s own where a file has them', async () => {
    const map = AreaMap.open(mapSettings({ KIP_MAP_AREAS: BOUNDARIES }));
    const reference = await desk.database.reference.get();
    map.demandKnown(reference);
    const own = await startIntake(new About(NAME, null, map));
    const seen = await see<AreaCollection>(own, 'areas');
    expect(seen.schematic).toBe(false);
    expect(seen.features).toHaveLength(40);
    for (const { code, lat, lon } of reference.areas.values()) {
      expect({ code, at: map.areaAt(reference, { lat, lon }) }).toEqual({ code, at: code });
    }
    expect(map.areaAt(reference, { lat: 10.77, lon: 106.7 })).toBeNull();
  });
});
