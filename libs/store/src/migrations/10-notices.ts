import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What people are told: one row for each alarm and person, from the alarm to the mail that went. */
export class Notices1700000000010 implements MigrationInterface {
  name = 'Notices1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people ADD COLUMN lead boolean NOT NULL DEFAULT false,
        ADD COLUMN language text NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
        ADD CHECK (NOT lead OR role = 'unit_staff');

      CREATE TABLE notices (
        id uuid PRIMARY KEY,
        event_id uuid NOT NULL REFERENCES events,
        report_id uuid NOT NULL REFERENCES reports,
        -- Null: there was nobody to tell.
        person_code text REFERENCES people,
        address text,
        language text CHECK (language IN ('vi', 'en')),
        -- At which level somebody was found, and at which before it nobody was.
        reached text,
        missed text[] NOT NULL,
        urgent boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'nobody', 'unsent', 'moot')),
        -- The person may be told from then, and is told by then: of the installation's clock.
        not_before timestamptz(3) NOT NULL,
        send_by timestamptz(3) NOT NULL CHECK (send_by >= not_before),
        -- The mail that it goes with, and so its Message-ID; it stays the same however often it is sent.
        batch_id uuid,
        tries integer NOT NULL DEFAULT 0,
        -- Of the machine's own clock, as with deliveries: a mail server works in real time.
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_error text,
        made_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3),
        UNIQUE NULLS NOT DISTINCT (event_id, person_code),
        CHECK ((person_code IS NULL) = (state = 'nobody')),
        CHECK ((person_code IS NULL) = (address IS NULL) AND (person_code IS NULL) = (language IS NULL)),
        CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE INDEX notices_waiting ON notices (send_by) WHERE state = 'pending' AND batch_id IS NULL;
      CREATE INDEX notices_under_way ON notices (next_try_at) WHERE state = 'pending' AND batch_id IS NOT NULL;
      CREATE INDEX notices_batch ON notices (batch_id) WHERE batch_id IS NOT NULL;
      CREATE INDEX notices_odd ON notices (state) WHERE state IN ('failed', 'nobody', 'unsent');
      CREATE INDEX notices_report ON notices (report_id);

      GRANT SELECT, INSERT, UPDATE ON notices TO kip_worker;
      ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
      ALTER TABLE notices FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON notices TO kip_worker USING (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE notices;
      ALTER TABLE people DROP COLUMN lead, DROP COLUMN language;
    `);
  }
}
