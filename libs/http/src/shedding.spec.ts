import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Store } from '#libs/store';
import { Controller, Get, Post } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnswerInTime } from './answer-in-time.js';
import { createHttpApp, listen } from './app.js';
import { ForAnybody } from './route-rules.js';
import { type Shedding, sheddingOf } from './shedding.js';

@Controller()
class Probe {
  @ForAnybody()
  @Get('quick')
  quick(): string {
    return 'done';
  }

  @ForAnybody()
  @Get('slow')
  slow(): Promise<never> {
    return new Promise(() => undefined);
  }

  @ForAnybody()
  @Post('slow')
  slowToo(): Promise<never> {
    return this.slow();
  }
}

/** A sample in which a busy machine did not come to look counts as late without end. */
const NEVER = 600_000;
const HUGE: Shedding = {
  maxRequestsPerSecond: null,
  maxLoopDelayMs: 1e9,
  maxHeapBytes: 1e15,
  sampleMs: 20,
};
let app: NestFastifyApplication;
let base: string;
afterEach(() => app.close());

async function open(limits: Partial<Shedding>): Promise<void> {
  const module = {
    module: class Probing {},
    controllers: [Probe],
    providers: [
      { provide: Store, useValue: Store.unconnected() },
      { provide: APP_INTERCEPTOR, useValue: new AnswerInTime(20) },
    ],
  };
  app = await createHttpApp(module, { shedding: { ...HUGE, ...limits } });
  ({ url: base } = await listen(app, '127.0.0.1', 0));
}

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly retryAfter: string | null;
  readonly type: string | null;
}

async function ask(path: string, method: 'GET' | 'POST' = 'GET'): Promise<Answer> {
  const answer = await fetch(`${base}${path}`, { method });
  const { status, headers } = answer;
  const text = await answer.text();
  const code = status >= 400 ? (JSON.parse(text) as { code: string }).code : null;
  return {
    status,
    code,
    retryAfter: headers.get('retry-after'),
    type: headers.get('content-type'),
  };
}

/** Asks until the answer is so; jest's own limit ends what never comes. */
async function until(status: number, url: string, before = (): void => undefined): Promise<Answer> {
  for (;;) {
    before();
    await turn();
    const answer = await ask(url);
    if (answer.status === status) return answer;
  }
}

const PROBLEM = 'application/problem+json; charset=utf-8';
const BUSY = { status: 503, code: 'unavailable', retryAfter: '2', type: PROBLEM };

describe('an app that is given too much', () => {
  it('refuses what is over its cap, whatever is asked for, until the second is over', async () => {
    await open({ maxRequestsPerSecond: 2, sampleMs: NEVER });
    expect((await ask('/quick')).status).toBe(200);
    expect((await ask('/nowhere')).status).toBe(404);
    const refused = { status: 429, code: 'too_many_requests', retryAfter: '1', type: PROBLEM };
    expect(await ask('/quick')).toEqual(refused);
    expect(await ask('/nowhere')).toEqual(refused);
    expect((await ask('/health/live')).status).toBe(200);
    await until(200, '/quick');
  });

  it('refuses while its heap is full, but for questions of health', async () => {
    await open({ maxHeapBytes: 1 });
    expect(await until(503, '/quick')).toEqual(BUSY);
    expect(await ask('/nowhere')).toEqual(BUSY);
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('refuses while its event loop is late, and no longer', async () => {
    await open({ maxLoopDelayMs: 5 });
    const block = (): void => {
      const end = performance.now() + 50;
      while (performance.now() < end);
    };
    expect(await until(503, '/quick', block)).toEqual(BUSY);
    await until(200, '/quick');
  });

  it('does not take its own start for too much', async () => {
    await open({ maxLoopDelayMs: 5, sampleMs: 1_000 });
    const end = performance.now() + 1_200;
    while (performance.now() < end);
    // The sample that tells of it has been taken.
    await turn();
    expect((await ask('/quick')).status).toBe(200);
  });

  it('has limits of its machine where none are set', () => {
    const { maxRequestsPerSecond, maxHeapBytes } = sheddingOf({ maxRequestsPerSecond: null });
    expect(maxRequestsPerSecond).toBeNull();
    expect(maxHeapBytes).toBeGreaterThan(50 * 1_024 * 1_024);
  });
});

describe('an app whose work takes too long', () => {
  it('answers in its place: what only reads is refused, the rest is not known', async () => {
    await open({ sampleMs: NEVER });
    expect(await ask('/slow')).toEqual(BUSY);
    expect(await ask('/slow', 'POST')).toEqual({ ...BUSY, code: 'outcome_unknown' });
  });
});
