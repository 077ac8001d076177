import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { percentile } from '../../dist/apps/kip/src/bench/rounds.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const SLOWED = 4;
/** With each picture: four rows, as a wheel that is spun. */
const SCROLL_PX = 400;
const LONGEST_SCROLL_MS = 180_000;
const LONGEST_ACT_MS = 20_000;
const LONGEST_IDLE_MS = 30_000;
/** How many of the longest tasks are told one by one. */
const LONGEST_TOLD = 5;

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

/** Script and layout of a fixed amount, as a page's first picture needs both. Resolves with the milliseconds. */
const FIXED_WORK = `(() => {
  const begun = performance.now();
  const rows = Array.from({ length: 20000 }, (_, at) => ({ at, key: String((at * 7919) % 20011), deep: [at] }));
  const sorted = JSON.parse(JSON.stringify(rows)).sort((a, b) => (a.key < b.key ? -1 : 1));
  document.body.replaceChildren(...sorted.slice(0, 2000).map(({ key }) => {
    const box = document.createElement('p');
    box.append(key, document.createElement('span'));
    return box;
  }));
  document.body.getBoundingClientRect();
  return performance.now() - begun;
})()`;

/**
 * How quick this machine is with the processor slowed as much: two machines, or two hours of one, are
 * compared by what stands beside it, divided by this.
 */
export async function yardstick(browser, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const { context, page } = await opened(browser, PHONE);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    times.push(await page.evaluate(FIXED_WORK));
    await context.close();
  }
  return spread(times);
}

/** Runs in the page, before its own script: notes when the form can be written in and the page has drawn it. */
const NOTE_USABLE = `
  const look = () => {
    const field = document.querySelector('textarea:not([disabled])');
    if (!field) return void requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
  };
  requestAnimationFrame(look);`;

/** Resolves with it. */
const USABLE = `new Promise((done) => {
  const look = () => (window.usableAt === undefined ? setTimeout(look, 10) : done(window.usableAt));
  look();
})`;

/** Milliseconds from going there until the form can be written in, cold, with the processor slowed four times. */
export async function citizenUsable(browser, url, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const { context, page } = await opened(browser, PHONE);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.addInitScript(NOTE_USABLE);
    await page.goto(url, { waitUntil: 'commit' });
    times.push(await page.evaluate(USABLE));
    const field = page.locator('textarea').first();
    await field.pressSequentially('a');
    if ((await field.inputValue()) !== 'a') throw new Error('the form takes no letter');
    await context.close();
  }
  return spread(times);
}

/** The stream of news, which is open as long as its page is. */
const NEWS = '/v1/desk/live';
const IDLE_MS = 500;
const MAP_DRAWS_MS = 1_000;

/** Makes what waits until the page has asked for nothing for half a second, the stream of news aside. */
function watchRequests(page) {
  const open = new Set();
  let since = performance.now();
  const ended = (request) => {
    if (open.delete(request)) since = performance.now();
  };
  page.on('request', (request) => {
    if (!request.url().includes(NEWS)) open.add(request);
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    const until = performance.now() + LONGEST_IDLE_MS;
    while (open.size > 0 || performance.now() - since < IDLE_MS) {
      if (performance.now() > until) throw new Error('the page does not come to rest');
      await sleep(20);
    }
  };
}

async function signedIn(browser, { deskUrl, email, password }, path) {
  const { context, page } = await opened(browser, DESKTOP);
  const settled = watchRequests(page);
  await page.goto(`${deskUrl}${path}`);
  await page.locator('input[autocomplete="username"]').fill(email);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  return { context, page, settled };
}

/** Keeps tasks of more than 50 ms, which is when a browser calls one long, as [since when, how long]. */
const WATCH_TASKS = `
  window.longTasks = [];
  window.watchBegan = performance.now();
  window.taskObserver = new PerformanceObserver((list) => window.noteTasks(list.getEntries()));
  window.noteTasks = (entries) => {
    for (const { startTime, duration } of entries) {
      if (startTime >= watchBegan) longTasks.push([startTime - watchBegan, duration]);
    }
  };
  taskObserver.observe({ type: 'longtask' });`;

/** Resolves with them, the last one included: it is told when the task is over. */
const TASKS = `new Promise((done) => {
  requestAnimationFrame(() => setTimeout(() => {
    noteTasks(taskObserver.takeRecords());
    done(longTasks);
  }));
})`;

/** Scrolls on with each picture until that row is drawn, or time is up. Resolves with the last row drawn. */
const scrollTo = (row) => `new Promise((done) => {
  const until = performance.now() + ${LONGEST_SCROLL_MS};
  const on = () => {
    const drawn = [...document.querySelectorAll('[role="listitem"][aria-posinset]')];
    const last = Number(drawn.at(-1)?.ariaPosInSet ?? 0);
    if (last >= ${row} || performance.now() > until) return void done(last);
    scrollBy({ top: ${SCROLL_PX}, behavior: 'instant' });
    requestAnimationFrame(on);
  };
  on();
  // Where no picture is drawn any more, nothing above ends it.
  setTimeout(() => done(0), ${LONGEST_SCROLL_MS});
})`;

/** The longest tasks while all rows of the desk's list are scrolled through, from the first to the last. */
export async function longTasks(browser, desk, rows) {
  const { context, page, settled } = await signedIn(browser, desk, '/reports?state=all');
  await page.locator('[role="listitem"][aria-posinset="1"]').waitFor();
  // Beside the list stands the map: it is drawn before anybody scrolls.
  await page.locator('[data-ready="true"]').waitFor();
  await settled();
  await sleep(MAP_DRAWS_MS);
  await page.evaluate(WATCH_TASKS);
  const at = await page.evaluate(scrollTo(rows));
  if (at < rows) throw new Error(`scrolled to row ${at} of ${rows}`);
  const tasks = await page.evaluate(TASKS);
  await context.close();
  const longest = tasks
    .map(([start, ms]) => ({ start_ms: Math.round(start), ms: Math.round(ms) }))
    .sort((a, b) => b.ms - a.ms);
  return {
    ...{ rows: at, long_task_ms: longest[0]?.ms ?? 0, long_tasks: longest.length },
    longest_tasks: longest.slice(0, LONGEST_TOLD),
  };
}

/** Makes `actSeen`: the milliseconds from Ctrl+Enter until the row is gone and the page has drawn that. */
const watchRow = (code) => `window.actSeen = new Promise((done) => {
  let begun;
  addEventListener('keydown', ({ ctrlKey, key, timeStamp }) => {
    if (ctrlKey && key === 'Enter') begun ??= timeStamp;
  }, { capture: true });
  const look = () => {
    if (begun === undefined || document.querySelector('[data-code="${code}"]')) return void requestAnimationFrame(look);
    done(performance.now() - begun);
  };
  look();
  setTimeout(() => done(NaN), ${LONGEST_ACT_MS});
}); undefined`;

/** Milliseconds until an act at triage is seen: each of the reports there is rejected by the keyboard. */
export async function acts(browser, desk, many) {
  const { context, page, settled } = await signedIn(browser, desk, '/triage');
  const times = [];
  for (let act = 0; act < many; act += 1) {
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const current = page.locator('[data-current="true"]');
    await current.waitFor();
    await settled();
    const code = await current.getAttribute('data-code');
    await page.keyboard.press('r');
    // Once it is checked, the form can be sent; a key that comes while the dialog takes the focus may be lost.
    await page.getByRole('dialog').getByRole('radio').first().check();
    // It has to be listening before the key comes.
    await page.evaluate(watchRow(code));
    await page.keyboard.press('Control+Enter');
    const ms = await page.evaluate('window.actSeen');
    if (Number.isNaN(ms)) throw new Error(`the act on ${code} was not seen`);
    times.push(ms);
  }
  await context.close();
  return { p50: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)) };
}
