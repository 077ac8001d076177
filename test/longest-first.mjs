import { statSync } from 'node:fs';

const FIRST = ['test/faults/', 'test/browser/', 'test/e2e/'];

function rank({ path }) {
  const at = FIRST.findIndex((folder) => path.includes(`/${folder}`));
  return at < 0 ? FIRST.length : at;
}

/**
 * Begins with the suites that take longest, so that no worker waits at the end for one that began late:
 * faults, then browsers, then what runs on servers, the longer file first. (Jest's own order knows how long
 * a suite took the last time, which a fresh machine does not.)
 */
export default class LongestFirst {
  sort(tests) {
    const size = new Map(tests.map(({ path }) => [path, statSync(path).size]));
    return [...tests].sort(
      (one, other) => rank(one) - rank(other) || size.get(other.path) - size.get(one.path),
    );
  }

  /** Nothing is kept for the next run. */
  cacheResults() {}
}
