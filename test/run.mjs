// Runs every suite and closes with one line that counts: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

/** A suite that takes so long hangs. */
const LIMIT_MS = 60 * 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'kip-test-'));
const output = path.join(folder, 'results.json');
const jest = spawnSync(
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
  { stdio: ['ignore', 'ignore', 'inherit'], timeout: LIMIT_MS, killSignal: 'SIGKILL' },
);
if (jest.error !== undefined || !existsSync(output)) {
  console.error(`jest ended without results: ${jest.error?.message ?? jest.signal ?? jest.status}`);
  rmSync(folder, { recursive: true });
  process.exit(1);
}
const results = JSON.parse(readFileSync(output, 'utf8'));
rmSync(folder, { recursive: true });
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
const failed = numFailedTests + numRuntimeErrorTestSuites;
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
process.exitCode = jest.status === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1;
