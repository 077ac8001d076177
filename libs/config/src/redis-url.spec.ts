import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { redisPlace } from './redis-url.js';

describe('REDIS_URL', () => {
  it('names one server', () => {
    expect(redisPlace('redis://127.0.0.1')).toEqual({
      shape: 'single',
      nodes: [{ host: '127.0.0.1', port: 6379 }],
      master: null,
      database: 0,
      username: null,
      password: null,
      tls: false,
    });
    expect(redisPlace('rediss://kip:m%40t@redis.hue:6380/3')).toMatchObject({
      nodes: [{ host: 'redis.hue', port: 6380 }],
      database: 3,
      username: 'kip',
      password: 'm@t',
      tls: true,
    });
    expect(redisPlace('redis://:only@[::1]:7000')).toMatchObject({
      nodes: [{ host: '::1', port: 7000 }],
      username: null,
      password: 'only',
    });
  });

  it('names a cluster, and a master watched by Sentinels', () => {
    expect(redisPlace('redis+cluster://a:7000,b:7001,c')).toMatchObject({
      shape: 'cluster',
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 7001 },
        { host: 'c', port: 6379 },
      ],
    });
    expect(redisPlace('redis+sentinel://:pw@a,b:26380/queues')).toMatchObject({
      shape: 'sentinel',
      master: 'queues',
      nodes: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 26_380 },
      ],
    });
  });

  it.each([
    'localhost:6379',
    'http://a',
    'redis://',
    'redis://a,b',
    'redis://a:99999',
    'redis://a/queues',
    'redis+cluster://a/1',
    'redis+sentinel://a',
    'redis://:%@secret',
  ])('refuses %s, and does not repeat it', (text) => {
    let thrown: unknown;
    try {
      redisPlace(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigError);
    expect(String(thrown)).toContain('REDIS_URL=…');
    expect(String(thrown)).not.toContain('secret');
  });
});
