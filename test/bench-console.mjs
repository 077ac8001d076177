// `npm run bench:console`: how heavy and how quick the pages are, in a real browser. One line of JSON on stdout.
import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startFilled } from './bench-console/installation.mjs';
import {
  acts,
  citizenScript,
  citizenUsable,
  longTasks,
  yardstick,
} from './bench-console/measures.mjs';

const USAGE = `npm run bench:console -- [--rounds 5] [--rows 10000] [--acts 20]

  citizen_js_kb       script of the citizens' first page, gzipped, before anybody does anything
  citizen_usable_ms   until its form can be written in, cold, with the processor slowed four times
  long_task_ms        the longest task while that many rows of /reports are scrolled through
  acts_ms             from the last key of an act at triage until it is seen
  yardstick_ms        a fixed amount of script and layout, slowed as much: how quick this machine is now

Exit codes: 0 done; 2 an argument is wrong; 3 it could not be done.`;

function wrong(why) {
  console.error(`${why}\n\n${USAGE}`);
  process.exit(2);
}

function argumentsOf() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        rounds: { type: 'string', default: '5' },
        rows: { type: 'string', default: '10000' },
        acts: { type: 'string', default: '20' },
      },
    });
    return values;
  } catch (error) {
    return wrong(error.message);
  }
}

const values = argumentsOf();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const [rounds, rows, many] = ['rounds', 'rows', 'acts'].map((name) => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) wrong(`--${name} is a whole number from 1`);
  return number;
});

const tell = (text) => console.error(text);
const found = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .find((file) => file !== '');

let browser = null;
let desk = null;
try {
  if (!found) throw new Error('Chromium is not here: node test/install-chromium.mjs');
  desk = await startFilled({ rows, acts: many }, tell);
  // Without a window, the browser's graphics process now and then drew no picture for minutes.
  const args = ['--disable-gpu'];
  browser = await chromium.launch({ executablePath: found, args, chromiumSandbox: false });
  tell('the citizens’ first page');
  const citizen_js_kb = await citizenScript(browser, desk.intakeUrl);
  const citizen_usable_ms = await citizenUsable(browser, desk.intakeUrl, rounds);
  const yardstick_ms = await yardstick(browser, rounds);
  const usable_vs_yardstick = Math.round((citizen_usable_ms.p50 / yardstick_ms.p50) * 10) / 10;
  tell('acts at triage');
  const acts_ms = await acts(browser, desk, many);
  tell('scrolling through all rows');
  const scrolled = await longTasks(browser, desk, rows);
  const machine = { cores: os.cpus().length, cpu: os.cpus()[0]?.model, node: process.version };
  console.log(
    JSON.stringify({
      ...{ bench: 'console', citizen_js_kb, citizen_usable_ms, ...scrolled, acts_ms },
      ...{ yardstick_ms, ratios: { usable_vs_yardstick } },
      ...{ machine, browser: browser.version() },
    }),
  );
} catch (error) {
  console.error(error);
  process.exitCode = 3;
} finally {
  await browser?.close();
  await desk?.stop();
}
