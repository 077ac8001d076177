import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The desk saves calendars: it adds revisions and says which one is current, and no more. What a
 * revision says is never changed, by nobody: clocks run on it.
 */
export class Calendars1700000000009 implements MigrationInterface {
  name = 'Calendars1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE calendar_revisions ADD COLUMN saved_at timestamptz, ADD COLUMN saved_by text;
      GRANT INSERT, UPDATE (current) ON calendar_revisions TO kip_desk;

      CREATE FUNCTION kip_revision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'revision % stays as it is; save another one', OLD.id;
        END $$;
      CREATE TRIGGER revision_stays BEFORE UPDATE ON calendar_revisions FOR EACH ROW
        WHEN ((OLD.id, OLD.code, OLD.revision, OLD.body) IS DISTINCT FROM (NEW.id, NEW.code, NEW.revision, NEW.body))
        EXECUTE FUNCTION kip_revision_stays();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER revision_stays ON calendar_revisions;
      DROP FUNCTION kip_revision_stays;
      REVOKE INSERT, UPDATE (current) ON calendar_revisions FROM kip_desk;
      ALTER TABLE calendar_revisions DROP COLUMN saved_at, DROP COLUMN saved_by;
    `);
  }
}
