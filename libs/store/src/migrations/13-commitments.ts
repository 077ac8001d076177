import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** By when a unit has told a citizen that it will be done, and the reminders of it. */
export class Commitments1700000000013 implements MigrationInterface {
  name = 'Commitments1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE legs ADD COLUMN committed_to timestamptz(3), ADD COLUMN committed_at timestamptz(3),
        ADD COLUMN commitments integer NOT NULL DEFAULT 0,
        ADD CHECK ((committed_to IS NULL) = (commitments = 0)),
        ADD CHECK ((committed_to IS NULL) = (committed_at IS NULL));
      ALTER TABLE alarms DROP CONSTRAINT alarms_milestone_check,
        ADD CONSTRAINT alarms_milestone_check
          CHECK (milestone IN ('triage', 'respond', 'resolve', 'commitment'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM alarms WHERE milestone = 'commitment';
      ALTER TABLE alarms DROP CONSTRAINT alarms_milestone_check,
        ADD CONSTRAINT alarms_milestone_check CHECK (milestone IN ('triage', 'respond', 'resolve'));
      ALTER TABLE legs DROP COLUMN committed_to, DROP COLUMN committed_at, DROP COLUMN commitments;
    `);
  }
}
