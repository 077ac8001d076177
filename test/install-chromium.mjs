// Sees to it that Chromium is here: the pages are tested in a real browser.
import { spawnSync } from 'node:child_process';

/** The names by which distributions call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const isHere = () => NAMES.some((name) => spawnSync(name, ['--version']).status === 0);
const ASK = 'install Chromium (Debian, Ubuntu: apt-get install chromium) and try again';

function fail(why) {
  console.error(`Chromium is not here, and ${why}: ${ASK}`);
  process.exit(1);
}

if (!isHere()) {
  if (process.getuid?.() !== 0) fail('only root can install it');
  if (spawnSync('apt-get', ['--version']).status !== 0) fail('this system has no apt-get');
  console.error('installing chromium from the packages of this system');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) fail(`apt-get ${args[0]} failed`);
  }
  if (!isHere()) fail('its package did not bring it');
}
