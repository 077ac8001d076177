import { describe, expect, it } from '@jest/globals';
import { Worker } from 'bullmq';
import { begun, openEngine } from './engine.js';

describe('queues whose first connection is lost', () => {
  it('let a process start no further, and say why, since they would keep that answer for ever', async () => {
    // Nobody listens there.
    const engine = openEngine({ redis: null }, 'postgres://nobody@127.0.0.1:1/nothing');
    const { connection } = engine;
    const worker = new Worker('deadlines', async () => undefined, { connection, autorun: false });
    worker.on('error', () => undefined);
    await expect(begun(engine, worker)).rejects.toThrow(/ECONNREFUSED/);
    await expect(begun(engine, worker)).rejects.toThrow(/ECONNREFUSED/);
    // Redis is waited for by nobody: what is connected to it connects again by itself.
    await expect(begun({ ...engine, kind: 'redis' }, worker)).resolves.toBeUndefined();
    await worker.close(true);
  });
});
