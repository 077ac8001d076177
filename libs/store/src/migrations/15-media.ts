import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Photos: uploads that belong to no report yet, and what a photo is known by once it does. Until now
 * nobody had the right to write attachments, so there are none.
 */
export class Media1700000000015 implements MigrationInterface {
  name = 'Media1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A row stands before its files are written and until they are gone: no file is without one.
      CREATE TABLE uploads (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL,
        state text NOT NULL CHECK (state IN ('writing', 'ready', 'removing')),
        bytes integer NOT NULL CHECK (bytes > 0),
        sha256 text NOT NULL,
        width integer NOT NULL CHECK (width > 0),
        height integer NOT NULL CHECK (height > 0),
        -- Null: a reporter.
        added_by text REFERENCES people,
        added_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL CHECK (expires_at > added_at)
      );
      CREATE INDEX uploads_expiry ON uploads (expires_at);

      DROP INDEX attachments_report;
      ALTER TABLE attachments
        -- Within the report, in the order in which they came; the file's name ends with it.
        ADD COLUMN number integer NOT NULL CHECK (number > 0),
        ADD COLUMN cycle_number integer NOT NULL CHECK (cycle_number > 0),
        ADD COLUMN width integer NOT NULL CHECK (width > 0),
        ADD COLUMN height integer NOT NULL CHECK (height > 0),
        ADD COLUMN added_by text REFERENCES people,
        ADD COLUMN hidden boolean NOT NULL DEFAULT false,
        ADD UNIQUE (report_id, number);

      GRANT SELECT, INSERT, UPDATE, DELETE ON uploads TO kip_intake;
      GRANT SELECT, DELETE ON uploads TO kip_desk;
      GRANT SELECT, UPDATE, DELETE ON uploads TO kip_worker;
      GRANT INSERT ON attachments TO kip_intake, kip_desk;
      GRANT UPDATE (hidden) ON attachments TO kip_desk;

      ALTER TABLE uploads ENABLE ROW LEVEL SECURITY;
      ALTER TABLE uploads FORCE ROW LEVEL SECURITY;
      -- Of no report, so in nobody's scope: whoever has the token holds it.
      CREATE POLICY anybody ON uploads TO kip_worker, kip_intake, kip_desk USING (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE uploads;
      REVOKE INSERT ON attachments FROM kip_intake, kip_desk;
      REVOKE UPDATE (hidden) ON attachments FROM kip_desk;
      ALTER TABLE attachments DROP COLUMN number, DROP COLUMN cycle_number, DROP COLUMN width,
        DROP COLUMN height, DROP COLUMN added_by, DROP COLUMN hidden;
      CREATE INDEX attachments_report ON attachments (report_id);
    `);
  }
}
