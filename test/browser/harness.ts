import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, jest } from '@jest/globals';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

/** Where pictures of the pages are put, for whoever wants to look at them. */
const PICTURES = path.resolve('test-output');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** The sizes in which every page is looked at. */
const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
} as const;
/** What a headless browser of a test needs not do: call home, draw by the graphics card. */
const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** How long a page may take to show what is waited for, on a busy machine. */
const PATIENCE_MS = 45_000;
/** A journey has a dozen pages, each looked at by axe; on a busy machine that takes its time. */
jest.setTimeout(240_000);

function chromiumHere(): string {
  for (const name of NAMES) {
    const found = spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();
    if (found !== '') return found;
  }
  throw new Error('Chromium is not here: node test/install-chromium.mjs');
}

/** How a reader looks at the pages. */
export interface Look {
  readonly size?: keyof typeof SIZES;
  readonly language?: 'vi' | 'en';
  readonly scheme?: 'light' | 'dark';
  /** Records what happens on the page, to `test-output/NAME.zip`: `npx playwright-core show-trace` plays it. */
  readonly recordedAs?: string;
}

/** A page that somebody has open, and what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  /** What went wrong so far: errors of scripts and of the policy, requests that failed or were refused. */
  readonly troubles: string[];
  /** A refusal that the test is about is no trouble: by what stands in its line, as `401 POST /v1/session`. */
  readonly allow: (trouble: RegExp) => void;
}

/** Before anybody has signed in, the page asks whether somebody has. */
const LOOKED = /^401 GET \/v1\/(session|me)$/;
/** A busy machine's server says so, and the page asks again by itself: what it then shows is what is tested. */
const BUSY = /^503 GET \/v1\//;

/**
 * Warns where a page that is in sight goes blank while something small of it is still on its way: React then hides
 * all that stands beside it, by a style that nothing else sets. A page that is left for another one may go.
 */
const WARN_BLANK = `(() => {
  const pathOf = new WeakMap();
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const title = target.querySelector?.('h1');
      if (title && !pathOf.has(title)) pathOf.set(title, location.pathname);
      if (!title || target.style?.getPropertyPriority('display') !== 'important') continue;
      if (pathOf.get(title) !== location.pathname) continue;
      console.warn('the page went blank: ' + target.textContent.slice(0, 80));
    }
  }).observe(document, { childList: true, attributes: true, attributeFilter: ['style'], subtree: true });
})()`;

function watchTroubles(page: Page): Pick<OpenPage, 'troubles' | 'allow'> {
  const troubles: string[] = [];
  const allowed = [LOOKED, BUSY];
  const note = (trouble: string): void => {
    if (!allowed.some((one) => one.test(trouble))) troubles.push(trouble);
  };
  page.on('pageerror', (error) => {
    note(`error ${error.message}`);
  });
  page.on('console', (message) => {
    // What was refused is told by its response, with its address.
    if (message.text().startsWith('Failed to load resource')) return;
    if (message.type() === 'error' || message.type() === 'warning') note(message.text());
  });
  page.on('response', (response) => {
    if (response.status() < 400) return;
    const { pathname } = new URL(response.url());
    note(`${response.status()} ${response.request().method()} ${pathname}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // What a page no longer needs, it gives up.
    if (why !== 'net::ERR_ABORTED') note(`${why} ${request.method()} ${request.url()}`);
  });
  return { troubles, allow: (trouble) => allowed.push(trouble) };
}

/** A real browser, in which one opens pages as different people would. */
export class Chromium {
  private readonly contexts: BrowserContext[] = [];
  private opened: OpenPage[] = [];
  private readonly recordings = new Map<BrowserContext, string>();

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<Chromium> {
    for (const pages of ['citizen', 'staff']) {
      const file = path.resolve(`dist/console/${pages}/${pages}.html`);
      if (!existsSync(file)) throw new Error(`${file} is missing: run make build`);
    }
    const browser = await chromium.launch({
      executablePath: chromiumHere(),
      args: ARGS,
      chromiumSandbox: false,
    });
    return new Chromium(browser);
  }

  /** Opens an address as somebody who has never been there. */
  async open(
    url: string,
    { size = 'desktop', language = 'vi', scheme = 'light', recordedAs }: Look = {},
  ): Promise<OpenPage> {
    const context = await this.browser.newContext({
      viewport: SIZES[size],
      hasTouch: size === 'phone',
      isMobile: size === 'phone',
      colorScheme: scheme,
      locale: language === 'vi' ? 'vi-VN' : 'en-GB',
      // Whatever the machine's zone: the pages show the clock of Huế.
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    if (recordedAs !== undefined) {
      await context.tracing.start({ screenshots: true, snapshots: true });
      this.recordings.set(context, path.join(PICTURES, `${recordedAs}.zip`));
    }
    this.contexts.push(context);
    await context.addInitScript(WARN_BLANK);
    const page = await context.newPage();
    const open = { page, ...watchTroubles(page) };
    this.opened.push(open);
    const address = new URL(url);
    if (language !== 'vi') address.searchParams.set('lang', language);
    await page.goto(address.href);
    return open;
  }

  /** Closes every page, and fails where something went wrong in one. Call it after each test. */
  async closePages(): Promise<void> {
    const troubles = this.opened.flatMap((open) => open.troubles);
    this.opened = [];
    for (const context of this.contexts.splice(0)) {
      const file = this.recordings.get(context);
      if (file !== undefined) await context.tracing.stop({ path: file });
      await context.close();
    }
    this.recordings.clear();
    expect(troubles).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}

/** Fails where axe finds a grave or critical fault: what keeps somebody from reading or using the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // In the page itself, which has no foreign frames, and without telling of all that is right: some four times as quick.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) })),
  ).toEqual([]);
}

/** Fails where a page is broader than its window: on a telephone nobody scrolls sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const broader = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(broader).toBeLessThanOrEqual(0);
}

/** Reads until what is read is what is expected, for a page draws when it can; fails with what it was at last. */
export async function expectSoon<Value>(
  read: () => Promise<Value>,
  expected: NoInfer<Value>,
): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let seen = await read();
  while (seen !== expected && Date.now() < until) {
    await pause(50);
    seen = await read();
  }
  expect(seen).toBe(expected);
}

/** Writes a picture of the page to `test-output/NAME.png`. */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  // The letters first: a picture without them shows another page.
  await page.evaluate('window.scrollTo(0, 0), document.fonts.ready.then(() => null)');
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
}
