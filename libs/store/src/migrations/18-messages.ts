import { type MigrationInterface, type QueryRunner } from 'typeorm';

const READ = [
  'reports',
  'cycles',
  'legs',
  'pauses',
  'extensions',
  'alarms',
  'events',
  'seals',
  'people',
];
/** Of these the role at the post is shown its rows by row-level security. */
const FENCED = ['reports', 'cycles', 'legs', 'pauses', 'extensions', 'alarms', 'events'];

/**
 * Who is told of acts: reporters and those who work on their reports. What is to be told is found by
 * following the seals, which hold every committed event once and in one order: so an act needs no
 * delivery of its own for it. The role at the post alone reads where a reporter is written to.
 */
export class Messages1700000000018 implements MigrationInterface {
  name = 'Messages1700000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        -- Roles belong to the whole server: another database may be making it at this moment.
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kip_post') THEN CREATE ROLE kip_post NOLOGIN; END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        EXECUTE 'GRANT kip_post TO CURRENT_USER';
        EXECUTE 'GRANT USAGE ON SCHEMA public TO kip_post';
      END $$;

      ALTER TABLE contacts
        ADD COLUMN language text NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
        ADD COLUMN mail_off_at timestamptz(3);

      -- How somebody is told of acts; alarms are told whatever stands here.
      CREATE TABLE mail_preferences (
        person_code text PRIMARY KEY REFERENCES people ON DELETE CASCADE,
        way text NOT NULL CHECK (way IN ('gathered', 'daily', 'off'))
      );

      -- One row for each act and each whom it concerns, from the act to the mail that went.
      CREATE TABLE messages (
        id uuid PRIMARY KEY,
        event_id uuid NOT NULL REFERENCES events,
        report_id uuid NOT NULL REFERENCES reports,
        -- Null: whoever sent the report.
        person_code text REFERENCES people,
        topic text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'off', 'moot')),
        -- Of the installation's clock.
        not_before timestamptz(3) NOT NULL,
        send_by timestamptz(3) NOT NULL CHECK (send_by >= not_before),
        batch_id uuid,
        tries integer NOT NULL DEFAULT 0,
        -- Of the machine's own, as with deliveries: a mail server works in real time.
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_error text,
        made_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3),
        UNIQUE NULLS NOT DISTINCT (event_id, person_code, topic),
        CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE INDEX messages_waiting ON messages (send_by) WHERE state = 'pending' AND batch_id IS NULL;
      CREATE INDEX messages_under_way ON messages (next_try_at) WHERE state = 'pending' AND batch_id IS NOT NULL;
      CREATE INDEX messages_batch ON messages (batch_id) WHERE batch_id IS NOT NULL;
      CREATE INDEX messages_report ON messages (report_id);

      -- Up to which seal the acts have been told of. What happened before this table is not.
      CREATE TABLE telling (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        seal bigint NOT NULL
      );
      INSERT INTO telling (seal) SELECT coalesce(max(number), 0) FROM seals;

      GRANT SELECT ON ${READ.join(', ')} TO kip_post;
      GRANT SELECT (report_id, name, email, language, mail_off_at) ON contacts TO kip_post;
      GRANT SELECT, INSERT, UPDATE ON messages TO kip_post;
      GRANT SELECT, UPDATE ON telling TO kip_post;
      GRANT SELECT ON mail_preferences TO kip_post;
      GRANT SELECT, INSERT, UPDATE ON mail_preferences TO kip_door;
      -- The reporter turns mail off, and on again, with the report's own token.
      GRANT SELECT (report_id), UPDATE (mail_off_at) ON contacts TO kip_intake;
      CREATE POLICY post ON contacts FOR SELECT TO kip_post USING (true);
      ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
      ALTER TABLE messages FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON messages TO kip_post USING (true);
    `);
    for (const table of FENCED) {
      await runner.query(`CREATE POLICY post ON ${table} FOR SELECT TO kip_post USING (true)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE telling, messages, mail_preferences');
    for (const table of [...FENCED, 'contacts']) {
      await runner.query(`DROP POLICY post ON ${table}`);
    }
    await runner.query(`
      REVOKE ALL ON ${READ.join(', ')}, contacts FROM kip_post;
      REVOKE SELECT (report_id), UPDATE (mail_off_at) ON contacts FROM kip_intake;
      REVOKE USAGE ON SCHEMA public FROM kip_post;
      ALTER TABLE contacts DROP COLUMN language, DROP COLUMN mail_off_at;
    `);
  }
}
