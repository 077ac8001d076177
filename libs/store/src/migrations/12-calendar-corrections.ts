import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A calendar that was wrong, put right for the cases that run: asked by one, confirmed by another. */
export class CalendarCorrections1700000000012 implements MigrationInterface {
  name = 'CalendarCorrections1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_corrections (
        id uuid PRIMARY KEY,
        calendar_code text NOT NULL,
        revision_id text NOT NULL REFERENCES calendar_revisions,
        reason text NOT NULL CHECK (reason <> ''),
        asked_by text NOT NULL REFERENCES people,
        asked_at timestamptz(3) NOT NULL,
        confirmed_by text REFERENCES people,
        confirmed_at timestamptz(3),
        -- The reports that were looked at so far, in the order of their ids, and what became of them.
        through uuid,
        moved integer NOT NULL DEFAULT 0,
        kept integer NOT NULL DEFAULT 0,
        done_at timestamptz(3),
        CHECK (confirmed_by <> asked_by),
        CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
        CHECK (done_at IS NULL OR confirmed_at IS NOT NULL)
      );
      CREATE INDEX calendar_corrections_calendar ON calendar_corrections (calendar_code, asked_at);
      CREATE INDEX calendar_corrections_under_way ON calendar_corrections (confirmed_at)
        WHERE confirmed_at IS NOT NULL AND done_at IS NULL;

      GRANT SELECT, INSERT, UPDATE (confirmed_by, confirmed_at) ON calendar_corrections TO kip_desk;
      GRANT SELECT, UPDATE (through, moved, kept, done_at) ON calendar_corrections TO kip_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_corrections');
  }
}
