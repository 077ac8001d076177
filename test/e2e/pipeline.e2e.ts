import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { REPORTER, type Report } from '#libs/domain';
import { Problem } from '#libs/contracts';
import { QueueModule, TickRequests } from '#libs/queue';
import {
  type Filing,
  IntakeBatches,
  type Received,
  actStage,
  deadlineStage,
  hashToken,
  rateStage,
  trackingToken,
} from '#libs/pipeline';
import { findReport, setClock } from '#libs/store';
import { v7 as uuid } from 'uuid';
import { deadlinesTick } from '../../apps/deadlines/src/deadlines.work.js';
import { deadlinesHandlers } from '../../apps/deadlines/src/mail.work.js';
import { routerHandlers } from '../../apps/router/src/router.work.js';
import {
  type TestDatabase,
  type TestServer,
  freshDatabase,
  startTestServer,
} from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';
import { NO_MAIL, drained, eventually, startRouter } from '../harness/working.js';

const SECRET = 'a secret of the tests, thirty-two long';
let server: TestServer;
let database: TestDatabase;
let router: INestApplicationContext;
let intake: IntakeBatches;

beforeAll(async () => {
  server = await startTestServer(smallReference);
}, 60_000);
afterAll(() => server.stop());

beforeEach(async () => {
  database = await freshDatabase(server);
  router = await startRouter(database);
  intake = new IntakeBatches(database.store, database.reference);
});
afterEach(async () => {
  await router.close();
  await database.drop();
});

function filing(over: Partial<Filing> = {}): Filing {
  const id = uuid();
  return {
    id,
    actor: REPORTER,
    client: 'public',
    keyHash: randomBytes(16).toString('hex'),
    bodyHash: 'body',
    tokenHash: hashToken(trackingToken(SECRET, id)),
    streamCode: 'field',
    categoryCode: 'waste',
    areaCode: null,
    channel: 'web',
    text: 'Rác thải đổ trộm ở bãi đất trống',
    lat: null,
    lon: null,
    address: '1 Lê Lợi',
    form: {},
    contact: null,
    ...over,
  };
}

/** Sends it again while its outcome is unknown, as a client does whom a busy machine keeps too long. */
async function receivedAtLast(one: Filing): Promise<Received> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await intake.receive(one);
    } catch (error) {
      const isUnknown = error instanceof Problem && error.code === 'outcome_unknown';
      if (!isUnknown || tries === 10) throw error;
    }
  }
}

async function stored(code: string): Promise<Report> {
  const report = await database.store.transaction({ role: 'worker' }, (tx) =>
    findReport(tx, { code }),
  );
  if (!report) throw new Error(`no report ${code}`);
  return report;
}

async function tick(): Promise<void> {
  const reference = await database.reference.get();
  await database.store.transaction({ role: 'worker' }, (tx) => deadlineStage(tx, reference));
}

describe('a report on its way', () => {
  it('is received with a promise, routed through the queue, resolved and rated', async () => {
    const received = await intake.receive(filing());
    expect(received.code).toBe('PA-2026-000001');
    expect(received.promise).toEqual(new Date('2026-03-11T10:00:00Z'));
    await drained(database);
    const assigned = await stored(received.code);
    expect(assigned).toMatchObject({ state: 'assigned', categoryCode: 'waste' });
    expect(assigned.legs.map((leg) => leg.unitCode)).toEqual(['waste']);
    const reference = await database.reference.get();
    const actor = { role: 'operator', personCode: null, unitCodes: [] } as const;
    await database.store.transaction({ role: 'worker' }, (tx) =>
      actStage(tx, reference, {
        code: received.code,
        actor,
        act: { action: 'resolve', text: 'Đã dọn sạch' },
      }),
    );
    const rated = await database.store.transaction({ role: 'intake' }, (tx) =>
      rateStage(tx, reference, {
        code: received.code,
        actor: REPORTER,
        value: 'satisfied',
        comment: null,
      }),
    );
    expect(rated.state).toBe('closed');
    const history = await database.store.dataSource.query<{ kind: string }[]>(
      'SELECT kind FROM events ORDER BY version',
    );
    expect(history.map((event) => event.kind)).toEqual([
      'receive',
      'assign',
      'resolve',
      'rated',
      'close',
    ]);
  });

  it('without a category is recognised by its words and offered to the network; unclaimed it goes to the lead', async () => {
    const received = await intake.receive(
      filing({ categoryCode: null, text: 'Cáp võng sát mặt đường, rất nguy hiểm' }),
    );
    await drained(database);
    expect(await stored(received.code)).toMatchObject({
      state: 'offered',
      networkCode: 'telecom',
      categoryCode: 'telecom',
    });
    await setClock(database.store, new Date('2026-03-03T10:00:00Z'));
    await tick();
    const assigned = await stored(received.code);
    expect(assigned.state).toBe('assigned');
    expect(assigned.legs.map((leg) => leg.unitCode)).toEqual(['lead']);
  });

  it('that no rule knows waits for a person, and so does one that may be a duplicate', async () => {
    const other = await intake.receive(filing({ categoryCode: 'other' }));
    const place = { lat: 16.46, lon: 107.59 };
    await intake.receive(filing(place));
    await drained(database);
    const twin = await intake.receive(filing(place));
    await drained(database);
    expect((await stored(other.code)).state).toBe('in_review');
    expect((await stored(twin.code)).state).toBe('in_review');
    const reasons = await database.store.dataSource.query<{ reasons: string[] }[]>(
      `SELECT data -> 'reasons' AS reasons FROM events WHERE kind = 'review' ORDER BY id`,
    );
    expect(reasons.map((row) => row.reasons)).toEqual([['no_rule'], ['possible_duplicate']]);
  });

  it('breaches once, at the due instant, however often and however late somebody looks', async () => {
    const received = await intake.receive(filing());
    await drained(database);
    await setClock(database.store, new Date('2026-03-11T10:00:00Z'));
    await tick();
    expect((await stored(received.code)).cycles[0]?.breachedAt).toBeNull();
    await setClock(database.store, new Date('2026-03-12T03:00:00Z'));
    await tick();
    await tick();
    const breaches = (await stored(received.code)).alarms.filter(
      (alarm) => alarm.kind === 'breach',
    );
    expect(breaches.map((alarm) => [alarm.subject, alarm.occurredAt.toISOString()])).toEqual([
      ['cycle', '2026-03-11T10:00:00.000Z'],
      ['leg', '2026-03-11T10:00:00.000Z'],
    ]);
  });
});

describe('the tick', () => {
  it('comes through the queue, by itself every second and at once when asked for', async () => {
    const { store, reference } = database;
    // Otherwise it would take ticks off the queue, and let nothing fall due.
    await router.close();
    const handlers = deadlinesHandlers(NO_MAIL);
    const work = {
      router: routerHandlers,
      deadlines: { handlers, tick: deadlinesTick(store, reference) },
    };
    const deadlines = await NestFactory.createApplicationContext(QueueModule.on(database, work), {
      logger: ['error', 'warn'],
    });
    const received = await intake.receive(filing());
    await drained(database);
    await setClock(store, new Date('2026-03-12T03:00:00Z'));
    await deadlines.get(TickRequests).tick();
    expect((await stored(received.code)).cycles[0]?.breachedAt).toEqual(received.promise);
    const late = await intake.receive(filing());
    await drained(database);
    await setClock(store, new Date('2026-04-30T03:00:00Z'));
    await eventually(async () => (await stored(late.code)).cycles[0]?.breachedAt !== null);
    await drained(database);
    await deadlines.close();
    router = await startRouter(database);
  });
});

describe('intake', () => {
  it('answers a repeated key alike and stores one report, also when both come at once', async () => {
    const keyHash = 'the-same-key';
    const [one, two] = await Promise.all([
      intake.receive(filing({ keyHash })),
      intake.receive(filing({ keyHash })),
    ]);
    const three = await intake.receive(filing({ keyHash }));
    expect(new Set([one.code, two.code, three.code]).size).toBe(1);
    const refused = intake.receive(filing({ keyHash, bodyHash: 'another' }));
    await expect(refused).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    const [row] = await database.store.dataSource.query<{ many: number }[]>(
      'SELECT count(*)::int AS many FROM reports',
    );
    expect(row?.many).toBe(1);
    await drained(database);
  });

  it('lets no bad report fail its neighbours', async () => {
    const bad = filing({ areaCode: 'no such ward' });
    const many = [
      ...Array.from({ length: 30 }, () => filing()),
      bad,
      ...Array.from({ length: 30 }, () => filing()),
    ];
    const outcomes = await Promise.allSettled(many.map(receivedAtLast));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(60);
    expect(outcomes[30]?.status).toBe('rejected');
    await drained(database);
  });
});
