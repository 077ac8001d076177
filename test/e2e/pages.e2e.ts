import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { Store } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';

/** What a browser asks for when somebody opens an address. */
const AS_BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** An app with nothing but its pages: they need no database. */
class Nothing {}
const apps: NestFastifyApplication[] = [];

async function serve(pages: 'citizen' | 'staff', tiles: string[] = []): Promise<string> {
  const providers = [{ provide: Store, useValue: Store.unconnected() }];
  const module = { module: Nothing, providers };
  const app = await createHttpApp(module, {
    pages,
    sources: { imgSrc: tiles, connectSrc: tiles },
  });
  apps.push(app);
  return (await listen(app, '127.0.0.1', 0)).url;
}

afterAll(async () => {
  for (const app of apps) await app.close();
});

describe.each(['citizen', 'staff'] as const)('the pages for %s', (pages) => {
  let url: string;
  beforeAll(async () => {
    url = await serve(pages);
  });

  const assetsOf = async (): Promise<readonly string[]> => {
    const html = await (await fetch(url, { headers: AS_BROWSER })).text();
    return [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  };

  it.each(['/', '/reports/PA-2026-000001', '/account/password', '/triage?state=received'])(
    'are one page at every address that a browser opens, as %s, and asked for again each time',
    async (path) => {
      const response = await fetch(`${url}${path}`, { headers: AS_BROWSER });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it('load what is named by its content, which is kept for good', async () => {
    const assets = await assetsOf();
    expect(assets.some((path) => path.endsWith('.js'))).toBe(true);
    expect(assets.some((path) => path.endsWith('.css'))).toBe(true);
    for (const path of assets) {
      const response = await fetch(`${url}${path}`);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      await response.arrayBuffer();
    }
    const icon = await fetch(`${url}/favicon.svg`);
    expect(icon.status).toBe(200);
    expect(icon.headers.get('cache-control')).toBe('no-cache');
  });

  it('hold no script of their own, and may load nothing from anywhere else', async () => {
    const response = await fetch(url, { headers: AS_BROWSER });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split(';')).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy).not.toContain('script-src');
    for (const [, inline] of (await response.text()).matchAll(/<script[^>]*>([^<]*)</g)) {
      expect(inline?.trim()).toBe('');
    }
  });

  it.each(['/v1/nothing', '/assets/gone-12345678.js', '/board/nothing', '/health/nothing'])(
    'leave %s not found, in words for programs',
    async (path) => {
      const response = await fetch(`${url}${path}`, { headers: AS_BROWSER });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toMatchObject({ code: 'not_found', status: 404 });
    },
  );

  it('are for browsers alone: a program that mistypes an address is told so', async () => {
    const response = await fetch(`${url}/reports`, { headers: { Accept: 'application/json' } });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found' });
  });

  it('leave the description of the interface where it is', async () => {
    const response = await fetch(`${url}/docs`, { headers: AS_BROWSER });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('swagger');
  });
});

describe('what a telephone installs the pages by', () => {
  it.each([
    ['/sw.js', 'javascript'],
    ['/manifest.webmanifest', 'application/manifest+json'],
    ['/icon-192.png', 'image/png'],
    ['/icon-512.png', 'image/png'],
  ])('is asked for again each time: %s, for citizens alone', async (path, type) => {
    const response = await fetch(`${await serve('citizen')}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    await response.arrayBuffer();
    expect((await fetch(`${await serve('staff')}${path}`)).status).toBe(404);
  });
});

describe('the map of the pages', () => {
  it('may load from where the settings say', async () => {
    const url = await serve('citizen', ['https://tiles.example.vn']);
    const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("connect-src 'self' https://tiles.example.vn");
    expect(policy).toContain("img-src 'self' data: blob: https://tiles.example.vn");
  });
});
