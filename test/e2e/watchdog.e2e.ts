import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Runs a few lines beside a watchdog, and tells how their process ended. */
function watched(code: string): Promise<{ signal: NodeJS.Signals | null; stderr: string }> {
  const lines = `import { watchOver } from '#libs/watch'; const unwatch = watchOver('test'); ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', lines], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (_code, signal) => {
      resolve({ signal, stderr });
    });
  });
}

describe('a process under watch', () => {
  it('ends itself when it is stuck, and says so', async () => {
    const { signal, stderr } = await watched('setTimeout(() => { for (;;); }, 100);');
    expect(signal).toBe('SIGKILL');
    expect(JSON.parse(stderr)).toMatchObject({ level: 'error', app: 'test', context: 'Watchdog' });
  }, 60_000);

  it('ends as it would without when it is not', async () => {
    const wait = "import { setTimeout as sleep } from 'node:timers/promises';";
    const { signal, stderr } = await watched(`${wait} await sleep(1500); await unwatch();`);
    expect({ signal, stderr }).toEqual({ signal: null, stderr: '' });
  }, 60_000);
});
