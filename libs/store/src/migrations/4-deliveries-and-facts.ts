import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** One event on its way to one consumer; and what the figures are computed from. */
export class DeliveriesAndFacts1700000000004 implements MigrationInterface {
  name = 'DeliveriesAndFacts1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The instants here are the machine's own, not the installation's clock: a queue works in
      -- real time even where the reports' time is simulated.
      CREATE TABLE deliveries (
        id uuid PRIMARY KEY,
        event_id uuid NOT NULL REFERENCES events,
        report_id uuid NOT NULL REFERENCES reports,
        consumer text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'enqueued', 'done', 'dead')),
        generation integer NOT NULL DEFAULT 0,
        attempts integer NOT NULL DEFAULT 0,
        crashes integer NOT NULL DEFAULT 0,
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        enqueued_at timestamptz(3),
        done_at timestamptz(3),
        last_error text,
        UNIQUE (event_id, consumer)
      );
      CREATE INDEX deliveries_pending ON deliveries (next_try_at) WHERE state = 'pending';
      CREATE INDEX deliveries_enqueued ON deliveries (enqueued_at) WHERE state = 'enqueued';
      CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead';
      CREATE INDEX deliveries_report ON deliveries (report_id) WHERE state <> 'done';
      CREATE INDEX deliveries_done ON deliveries (done_at) WHERE state = 'done';

      CREATE TABLE facts (
        subject_id uuid PRIMARY KEY,
        subject text NOT NULL CHECK (subject IN ('cycle', 'leg')),
        report_id uuid NOT NULL REFERENCES reports,
        cycle_number integer NOT NULL,
        last_cycle boolean NOT NULL,
        child boolean NOT NULL,
        stream_code text NOT NULL,
        category_code text,
        area_code text,
        network_code text,
        unit_code text,
        channel text NOT NULL,
        received_at timestamptz(3) NOT NULL,
        promised_at timestamptz(3),
        started_at timestamptz(3) NOT NULL,
        due_at timestamptz(3),
        ended_at timestamptz(3),
        end_kind text,
        breached_at timestamptz(3),
        stopped boolean NOT NULL,
        responded_at timestamptz(3),
        rating text,
        corrected boolean NOT NULL
      );
      CREATE INDEX facts_received ON facts (subject, received_at);
      CREATE INDEX facts_promised ON facts (subject, promised_at);
      CREATE INDEX facts_report ON facts (report_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE facts, deliveries;');
  }
}
