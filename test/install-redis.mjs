// Sees to it that `redis-server` is here: the tests run on both engines, each the real one.
import { spawnSync } from 'node:child_process';

const isHere = () => spawnSync('redis-server', ['--version']).status === 0;
const ASK =
  'install Redis 6.2 or newer (Debian, Ubuntu: apt-get install redis-server) and try again';

function fail(why) {
  console.error(`redis-server is not here, and ${why}: ${ASK}`);
  process.exit(1);
}

if (!isHere()) {
  if (process.getuid?.() !== 0) fail('only root can install it');
  if (spawnSync('apt-get', ['--version']).status !== 0) fail('this system has no apt-get');
  console.error('installing redis-server from the packages of this system');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'],
  ]) {
    const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) fail(`apt-get ${args[0]} failed`);
  }
  if (!isHere()) fail('its package did not bring it');
}
