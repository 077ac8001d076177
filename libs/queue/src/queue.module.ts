import { QUEUES, type DeliveryJob, type QueueName } from '#libs/contracts';
import { ReferenceCache, Store } from '#libs/store';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { type Queue, createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Consumer } from './consumer.js';
import { joinHandlers } from './handlers.js';
import { Relay } from './relay.js';
import { TickRequests } from './tick-requests.js';
import {
  CONNECTION,
  type DeliveryHandlers,
  HANDLERS,
  QUEUE_SET,
  TICK,
  type Tick,
} from './tokens.js';
import { DeadlinesWorker, RouterWorker, Ticker } from './workers.js';

const SCHEMA = 'bullmq';

/** What a process works besides relaying: its handlers and, for the deadlines, its tick. */
export interface Work {
  readonly router?: DeliveryHandlers<'router'>;
  readonly tick?: Tick;
}

/** The queues on the same Postgres server as the data: nothing else to install. */
@Module({})
export class QueueModule {
  /** @param url the connection string of the database whose schema `bullmq` holds the queues */
  static on(store: Store, reference: ReferenceCache, url: string, work: Work = {}): DynamicModule {
    setDefaultBackendFactory(createPostgresBackend);
    const queueSet = {
      provide: QUEUE_SET,
      inject: QUEUES.map((name) => getQueueToken(name)),
      useFactory: (...queues: Queue<DeliveryJob>[]): ReadonlyMap<QueueName, Queue<DeliveryJob>> =>
        new Map(QUEUES.flatMap((name, index) => (queues[index] ? [[name, queues[index]]] : []))),
    };
    const connection = { connectionString: url, schema: SCHEMA, max: 4 };
    const handlers = work.router
      ? joinHandlers([{ queue: 'router', handlers: work.router }])
      : null;
    return {
      module: QueueModule,
      imports: [
        BullModule.forRoot({
          connection: { connectionString: url, schema: SCHEMA, max: 4 },
        }),
        BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
      ],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
        queueSet,
        Relay,
        ...(handlers ? [{ provide: HANDLERS, useValue: handlers }, Consumer, RouterWorker] : []),
        ...(work.tick
          ? [
              { provide: TICK, useValue: work.tick },
              DeadlinesWorker,
              Ticker,
              { provide: CONNECTION, useValue: connection },
              TickRequests,
            ]
          : []),
      ],
      exports: [Relay],
    };
  }
}

/** Makes or updates the queues' own tables. A worker that starts before this would loop for ever. */
export async function migrateQueues(store: Store): Promise<void> {
  const runner = store.dataSource.createQueryRunner();
  try {
    await runMigrations((await runner.connect()) as Parameters<typeof runMigrations>[0], SCHEMA);
  } finally {
    await runner.release();
  }
}
