import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ownIdentity, withLock } from './lock-file.js';

describe('one process at a time', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kip-lock-'));
    path = join(folder, 'pg.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lets nobody in while another is inside, and leaves no file behind', async () => {
    let inside = 0;
    let most = 0;
    const visit = () =>
      withLock(path, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(5);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 8 }, visit));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a process that is no more', JSON.stringify({ pid: 2 ** 30, started: '1' })],
    ['an earlier process of the same id', JSON.stringify({ pid: process.pid, started: 'old' })],
    ['nobody, half written', '{"pid":1'],
  ])('takes over the lock of %s', async (_, text) => {
    await writeFile(path, text);
    expect(await withLock(path, async () => 'in')).toBe('in');
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives up with the name of the holder who stays too long', async () => {
    await writeFile(path, JSON.stringify(ownIdentity()));
    await expect(withLock(path, async () => 'in', 50)).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`Process ${process.pid} `),
    });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(ownIdentity());
  });

  it('frees the lock when the work inside fails', async () => {
    const failing = withLock(path, async () => {
      throw new Error('inside');
    });
    await expect(failing).rejects.toThrow('inside');
    expect(await withLock(path, async () => 'in')).toBe('in');
  });
});
