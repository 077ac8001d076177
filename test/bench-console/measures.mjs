import { gzipSync } from 'node:zlib';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const SLOWED = 4;
const SCROLL_PX = 2_500;
const LONGEST_SCROLL_MS = 240_000;

/** The value below which that part of all lies. */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const rounded = (ms) => Math.round(ms * 10) / 10;
const spread = (values) => ({
  p50: rounded(percentile(values, 0.5)),
  max: rounded(Math.max(...values)),
});

async function opened(browser, viewport) {
  // What the page itself does is measured; its worker would keep files for the next visit meanwhile.
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
  return { context, page: await context.newPage() };
}

/** The script that the citizens' first page loads before anybody does anything, in KB, gzipped. */
export async function citizenScript(browser, url) {
  const { context, page } = await opened(browser, PHONE);
  const scripts = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const bodies = await Promise.all(scripts);
  await context.close();
  return rounded(bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000);
}

/** Runs in the page, before its own script: notes when the form can be written in and the page has drawn it. */
const NOTE_USABLE = `
  const look = () => {
    const field = document.querySelector('textarea:not([disabled])');
    if (!field) return void requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
  };
  requestAnimationFrame(look);`;

/** Milliseconds from going there until the form can be written in, cold, with the processor slowed four times. */
export async function citizenUsable(browser, url, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const { context, page } = await opened(browser, PHONE);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.addInitScript(NOTE_USABLE);
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction('window.usableAt !== undefined');
    times.push(await page.evaluate('window.usableAt'));
    const field = page.locator('textarea').first();
    await field.pressSequentially('a');
    if ((await field.inputValue()) !== 'a') throw new Error('the form takes no letter');
    await context.close();
  }
  return spread(times);
}

async function signedIn(browser, { deskUrl, email, password }, path) {
  const { context, page } = await opened(browser, DESKTOP);
  await page.goto(`${deskUrl}${path}`);
  await page.locator('input[autocomplete="username"]').fill(email);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  return { context, page };
}

const WATCH_TASKS = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push([startTime, duration]);
  }).observe({ type: 'longtask' });`;

/** Where the list has come to: the last row drawn, and how many there are, -1 while there may be more. */
const STANDING = `(() => {
  const rows = [...document.querySelectorAll('[role="listitem"][aria-posinset]')];
  const last = rows.at(-1);
  return last ? [Number(last.ariaPosInSet), Number(last.ariaSetSize)] : [0, -1];
})()`;

/** The longest tasks while all rows of the desk's list are scrolled through, from the first to the last. */
export async function longTasks(browser, desk, rows) {
  const { context, page } = await signedIn(browser, desk, '/reports');
  await page.locator('[role="listitem"][aria-posinset="1"]').waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(WATCH_TASKS);
  const begun = Date.now();
  let [at, all] = [0, -1];
  while (all === -1 || at < all) {
    if (Date.now() - begun > LONGEST_SCROLL_MS) throw new Error(`scrolled to row ${at} of ${rows}`);
    await page.mouse.move(400, 500);
    await page.mouse.wheel(0, SCROLL_PX);
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    [at, all] = await page.evaluate(STANDING);
  }
  const tasks = await page.evaluate('window.longTasks');
  await context.close();
  const longest = tasks.map(([, ms]) => ms).sort((a, b) => b - a);
  return { rows: at, long_task_ms: longest[0] ?? 0, long_tasks: longest.length };
}

/** Resolves with the milliseconds from Ctrl+Enter until the row is gone and the page has drawn that. */
const watchRow = (code) => `new Promise((done) => {
  let begun;
  addEventListener('keydown', ({ ctrlKey, key, timeStamp }) => {
    if (ctrlKey && key === 'Enter') begun ??= timeStamp;
  }, { capture: true });
  const look = () => {
    if (begun === undefined || document.querySelector('[data-code="${code}"]')) return void requestAnimationFrame(look);
    done(performance.now() - begun);
  };
  look();
})`;

/** Milliseconds until an act at triage is seen: each of the reports there is rejected by the keyboard. */
export async function acts(browser, desk, many) {
  const { context, page } = await signedIn(browser, desk, '/triage');
  const times = [];
  for (let act = 0; act < many; act += 1) {
    const current = page.locator('[data-current="true"]');
    await current.waitFor();
    await page.waitForLoadState('networkidle');
    const code = await current.getAttribute('data-code');
    await page.keyboard.press('r');
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('Space');
    const seen = page.evaluate(watchRow(code));
    await page.keyboard.press('Control+Enter');
    times.push(await seen);
  }
  await context.close();
  return { p50: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)) };
}
