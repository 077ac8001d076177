import { QUEUES, type DeliveryJob } from '#libs/contracts';
import { ReferenceCache, Store } from '#libs/store';
import { atMostOncePerSecond, errorWords } from '#libs/watch';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { type Queue, runMigrations } from 'bullmq';
import { Consumer } from './consumer.js';
import { ENGINE, type Engine, QUEUE_SCHEMA } from './engine.js';
import { joinHandlers } from './handlers.js';
import { type QueueSet, Relay } from './relay.js';
import { TickRequests } from './tick-requests.js';
import {
  type DeliveryHandlers,
  HANDLERS,
  NO_TICK,
  QUEUE_SET,
  TICK,
  type Tick,
  inTurn,
} from './tokens.js';
import { DeadlinesWorker, RouterWorker, Ticker } from './workers.js';

/** What a process works besides relaying, queue by queue. */
export interface Work {
  readonly router?: DeliveryHandlers<'router'>;
  readonly deadlines?: {
    readonly handlers: DeliveryHandlers<'deadlines'>;
    /** Null: nothing falls due by itself, since somebody moves the clock by hand. */
    readonly tick: Tick | null;
  };
}

/** Proves that the handlers fit the catalogue; null where the process works no queue. */
function handlersOf({ router, deadlines }: Work): ReturnType<typeof joinHandlers> | null {
  const mounted: Parameters<typeof joinHandlers>[0] = [
    ...(router ? [{ queue: 'router' as const, handlers: router }] : []),
    ...(deadlines ? [{ queue: 'deadlines' as const, handlers: deadlines.handlers }] : []),
  ];
  return mounted.length > 0 ? joinHandlers(mounted) : null;
}

/** What a process stands on: the database, its reference data, and where the queues are kept. */
export interface Place {
  readonly store: Store;
  readonly reference: ReferenceCache;
  readonly engine: Engine;
}

/** An error that nobody hears is printed whole by the queue, as often as it comes. */
function heedErrors(queues: readonly Queue[]): void {
  const log = new Logger('Queues');
  const troubles = atMostOncePerSecond((text) => {
    log.warn(text);
  });
  for (const queue of queues) {
    queue.on('error', (error) => {
      troubles(queue.name, `queue ${queue.name}: ${errorWords(error)}`);
    });
  }
}

/** Puts deliveries on their queues and, where a process has work, takes them off. */
@Module({})
export class QueueModule {
  static on({ store, reference, engine }: Place, work: Work = {}): DynamicModule {
    const { connection } = engine;
    const queueSet = {
      provide: QUEUE_SET,
      inject: QUEUES.map((name) => getQueueToken(name)),
      useFactory: (...queues: Queue<DeliveryJob>[]): QueueSet => {
        heedErrors(queues);
        return new Map(
          QUEUES.flatMap((name, index) => (queues[index] ? [[name, queues[index]]] : [])),
        );
      },
    };
    const handlers = handlersOf(work);
    const tick = work.deadlines?.tick ?? null;
    return {
      module: QueueModule,
      imports: [
        BullModule.forRoot({ connection }),
        BullModule.registerQueue(
          ...QUEUES.map((name) => ({ name, connection, prefix: engine.prefix(name) })),
        ),
      ],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
        { provide: ENGINE, useValue: engine },
        queueSet,
        Relay,
        ...(handlers ? [{ provide: HANDLERS, useValue: handlers }, Consumer] : []),
        ...(work.router ? [RouterWorker] : []),
        { provide: TICK, useValue: inTurn(tick ?? NO_TICK) },
        ...(work.deadlines ? [DeadlinesWorker] : []),
        ...(tick ? [Ticker, TickRequests] : []),
      ],
      exports: [Relay],
    };
  }
}

/** Makes or updates the queues' own tables. A worker that starts before this would loop for ever. */
export async function migrateQueues(store: Store): Promise<void> {
  const runner = store.dataSource.createQueryRunner();
  try {
    await runMigrations(
      (await runner.connect()) as Parameters<typeof runMigrations>[0],
      QUEUE_SCHEMA,
    );
  } finally {
    await runner.release();
  }
}

/** Empties the queues that are kept in the database, as a queue that lost everything; for faults. */
export async function emptyQueues(store: Store): Promise<void> {
  // In a transaction of the store's: at work they take the tables in another order, and one gives way.
  await store.transaction({ role: 'owner' }, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname = $1 AND tablename NOT LIKE '%migration%'`,
      [QUEUE_SCHEMA],
    );
    await tx.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  });
}
