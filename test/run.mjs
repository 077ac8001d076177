// Runs every suite and closes with one line that counts: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'kip-test-'));
const output = path.join(folder, 'results.json');
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    // On two cores jest would keep one for itself, which here has next to nothing to do.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    '--json',
    `--outputFile=${output}`,
    ...process.argv.slice(2),
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const results = JSON.parse(readFileSync(output, 'utf8'));
rmSync(folder, { recursive: true });
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
const failed = numFailedTests + numRuntimeErrorTestSuites;
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`);
process.exitCode = jest.status === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1;
