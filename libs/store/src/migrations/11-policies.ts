import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The desk saves policies as it saves calendars: it adds revisions, and no revision ever changes. */
export class Policies1700000000011 implements MigrationInterface {
  name = 'Policies1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE policy_revisions ADD COLUMN saved_at timestamptz, ADD COLUMN saved_by text;
      GRANT INSERT, UPDATE (current) ON policy_revisions TO kip_desk;

      CREATE TRIGGER revision_stays BEFORE UPDATE ON policy_revisions FOR EACH ROW
        WHEN ((OLD.id, OLD.code, OLD.revision, OLD.name, OLD.body)
          IS DISTINCT FROM (NEW.id, NEW.code, NEW.revision, NEW.name, NEW.body))
        EXECUTE FUNCTION kip_revision_stays();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER revision_stays ON policy_revisions;
      REVOKE INSERT, UPDATE (current) ON policy_revisions FROM kip_desk;
      ALTER TABLE policy_revisions DROP COLUMN saved_at, DROP COLUMN saved_by;
    `);
  }
}
