// Runs every suite and closes with one line that counts: "N passed, N failed, N skipped".
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { startSharedServer } from './shared-server.mjs';

/** A suite that takes so long hangs. */
const LIMIT_MS = 60 * 60_000;
/** How many of the slowest suites are told. */
const SLOWEST = 12;
const folder = mkdtempSync(path.join(tmpdir(), 'kip-test-'));
const output = path.join(folder, 'results.json');
const shared = await startSharedServer(folder);
const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    // On two cores jest would keep one for itself, which here has next to nothing to do.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    // What a failed test left open must not keep the count from being told.
    '--forceExit',
    '--json',
    `--outputFile=${output}`,
    ...process.argv.slice(2),
  ],
  {
    ...{ stdio: ['ignore', 'ignore', 'inherit'], timeout: LIMIT_MS, killSignal: 'SIGKILL' },
    env: { ...process.env, ...shared.env },
  },
);
const [code, signal] = await once(jest, 'close');
await shared.stop();
if (!existsSync(output)) {
  console.error(`jest ended without results: ${signal ?? code}`);
  rmSync(folder, { recursive: true });
  process.exit(1);
}
const results = JSON.parse(readFileSync(output, 'utf8'));
rmSync(folder, { recursive: true });
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
const slow = results.testResults
  .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
  .sort((one, other) => other.seconds - one.seconds);
for (const { name, seconds } of slow.slice(0, SLOWEST)) {
  console.error(`${seconds.toFixed(1).padStart(7)} s  ${path.relative('.', name)}`);
}
const failed = numFailedTests + numRuntimeErrorTestSuites;
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
process.exitCode = code === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1;
